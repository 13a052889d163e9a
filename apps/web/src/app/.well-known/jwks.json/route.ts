import { connection } from "next/server";
import { jsonWebKeySet } from "@/platform/signing/signing";

/** The public keys of receipts. The same for everybody, so it may be kept for a while. */
export async function GET() {
  await connection();
  return Response.json(await jsonWebKeySet(), {
    headers: { "content-type": "application/jwk-set+json", "cache-control": "public, max-age=300" },
  });
}
