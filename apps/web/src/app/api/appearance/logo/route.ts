import { organisationPicture } from "@/server/organisation-logo";
import { servedPicture } from "@/server/served-picture";

/** The logo of the organisation. */
export async function GET(request: Request): Promise<Response> {
  return servedPicture(request, await organisationPicture());
}
