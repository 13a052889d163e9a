import { providerPicture } from "@/server/provider-logo";
import { servedPicture } from "@/server/served-picture";

/** The picture of a provider. */
export async function GET(request: Request, { params }: { params: Promise<{ provider: string }> }): Promise<Response> {
  return servedPicture(request, await providerPicture((await params).provider));
}
