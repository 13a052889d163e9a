import { redirect } from "next/navigation";
import { currentUser } from "@/platform/access";

/** The start: everybody to where they belong. */
export default async function Start() {
  const user = await currentUser();
  if (!user) redirect("/sign-in");
  redirect(user.role === "administrator" ? "/admin" : "/me");
}
