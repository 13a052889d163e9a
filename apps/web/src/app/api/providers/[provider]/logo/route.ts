import { providerPicture } from "@/server/provider-logo";

/** The picture of a provider, as what it was found to be and as nothing else: the proxy adds nosniff and a sandbox. */
export async function GET(request: Request, { params }: { params: Promise<{ provider: string }> }) {
  const picture = await providerPicture((await params).provider);
  if (!picture) return new Response(null, { status: 404 });
  // An address with the hash in it is of this picture for ever.
  const named = new URL(request.url).searchParams.get("v") === picture.hash.slice(0, 16);
  return new Response(picture.bytes, {
    headers: {
      "content-type": picture.type,
      "content-disposition": "inline",
      "cache-control": named ? "public, max-age=31536000, immutable" : "public, max-age=300",
    },
  });
}
