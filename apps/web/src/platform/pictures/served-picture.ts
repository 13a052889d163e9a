import { type Picture, shortHash } from "@assent/database/settings/picture";

/** The address contains the hash of the picture, so it can be cached forever. */
export const pictureAddress = (home: string, hash: string): string => `${home}?v=${shortHash(hash)}`;

/**
 * Serves a picture with the type that was found when it was uploaded. The proxy adds nosniff and a sandbox. 404 for
 * null.
 */
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
