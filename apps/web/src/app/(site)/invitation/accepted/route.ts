import { currentUser } from "@/platform/access";
import { seeOther } from "@/platform/links/see-other";

/** The end of an invited person's sign-in: the administration, or the page that says that the link was invalid. */
export async function GET(): Promise<Response> {
  const user = await currentUser();
  return seeOther(user?.role === "administrator" ? "/admin" : "/invitation?gone=1");
}
