import { connection } from "next/server";
import { jsonWebKeySet } from "@/platform/signing/signing";

/** The public keys of receipts. They are the same for everyone, so they may be cached. */
export async function GET() {
  await connection();
  return Response.json(await jsonWebKeySet(), {
    headers: { "content-type": "application/jwk-set+json", "cache-control": "public, max-age=300" },
  });
}
