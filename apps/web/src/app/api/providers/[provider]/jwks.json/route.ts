import { providerKeySet } from "@/features/providers/keys/queries";

/** The public keys that this provider fetches to verify our client assertions. */
export async function GET(_request: Request, { params }: { params: Promise<{ provider: string }> }) {
  const keys = await providerKeySet((await params).provider);
  if (!keys) return new Response(null, { status: 404 });
  return Response.json(keys, {
    headers: { "content-type": "application/jwk-set+json", "cache-control": "public, max-age=300" },
  });
}
