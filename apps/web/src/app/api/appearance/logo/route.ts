import { servedPicture } from "@/platform/pictures/served-picture";
import { organisationPicture } from "@/platform/organisation";

/** The logo of the organisation. */
export async function GET(request: Request): Promise<Response> {
  return servedPicture(request, await organisationPicture());
}
