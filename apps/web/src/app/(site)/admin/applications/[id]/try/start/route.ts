import type { NextRequest } from "next/server";
import { startTry } from "@/applications/try-out/try-sign-in";
import { managedApplication } from "@/features/applications/queries";
import { requireAdministrator } from "@/platform/access";
import { seeOther } from "@/platform/links/see-other";

/** A plain link leads here: our `form-action` would stop a form from going to an identity provider. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const user = await requireAdministrator();
  // Another site must not be able to make an administrator sign in to an application.
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return seeOther("/refused");
  const application = await managedApplication((await params).id);
  if (!application || application.kind === "service") return seeOther("/not-found");
  return seeOther(await startTry(application, user.id));
}
