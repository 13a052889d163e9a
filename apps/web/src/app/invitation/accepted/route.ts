import { currentUser } from "@/platform/access";
import { seeOther } from "@/platform/links/see-other";

/** Where the sign-in of somebody who was invited ends: in the administration, or where it is said that the link was dead. */
export async function GET(): Promise<Response> {
  const user = await currentUser();
  return seeOther(user?.role === "administrator" ? "/admin" : "/invitation");
}
