import { organisationPicture } from "@/platform/organisation-logo";
import { servedPicture } from "@/platform/pictures/served-picture";

/** The logo of the organisation. */
export async function GET(request: Request): Promise<Response> {
  return servedPicture(request, await organisationPicture());
}
