import { servedPicture } from "@/platform/pictures/served-picture";
import { applicationPicture } from "@/sign-in/application-mark";

/** The logo of an application. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ application: string }> },
): Promise<Response> {
  return servedPicture(request, await applicationPicture((await params).application));
}
