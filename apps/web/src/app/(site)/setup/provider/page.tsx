import { redirect } from "next/navigation";
import { requireStep } from "@/features/setup/queries";

/** Redirects to the connected provider, or to the form of the first one. */
export default async function SetUpProvider() {
  const [first] = (await requireStep("provider")).providers;
  redirect(`/setup/provider/${first?.id ?? "new"}`);
}
