import { providerPicture } from "@/sign-in/provider-mark";
import { servedPicture } from "@/platform/pictures/served-picture";

/** The picture of a provider. */
export async function GET(request: Request, { params }: { params: Promise<{ provider: string }> }): Promise<Response> {
  return servedPicture(request, await providerPicture((await params).provider));
}
