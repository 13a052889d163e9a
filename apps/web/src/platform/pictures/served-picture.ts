import { type Picture, shortHash } from "@assent/database/settings/picture";

/** An address with the hash in it is of this picture for ever. */
export const pictureAddress = (home: string, hash: string): string => `${home}?v=${shortHash(hash)}`;

/** A picture, as what it was found to be and as nothing else: the proxy adds nosniff and a sandbox. 404 for null. */
export function servedPicture(request: Request, picture: Picture | null): Response {
  if (!picture) return new Response(null, { status: 404 });
  const named = new URL(request.url).searchParams.get("v") === shortHash(picture.hash);
  return new Response(Buffer.from(picture.picture, "base64"), {
    headers: {
      "content-type": picture.type,
      "content-disposition": "inline",
      "cache-control": named ? "public, max-age=31536000, immutable" : "public, max-age=300",
    },
  });
}
