import { redirect } from "next/navigation";
import { currentUser } from "@/platform/access";

/** The start page redirects to the page for this visitor. */
export default async function Start() {
  const user = await currentUser();
  if (!user) redirect("/sign-in");
  redirect(user.role === "administrator" ? "/admin" : "/me");
}
