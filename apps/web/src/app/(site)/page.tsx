import { redirect } from "next/navigation";
import { currentUser } from "@/platform/access";
import { homePage } from "@/platform/links/home-page";

/** The start page redirects to the page for this visitor. */
export default async function Start() {
  const user = await currentUser();
  if (!user) redirect("/sign-in");
  redirect(homePage(user.role));
}
