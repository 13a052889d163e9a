import { countOf, proofAnswer, refusal, tooMany } from "@/features/records/checkpoints/answer";
import { inclusionOf } from "@/features/records/checkpoints/queries";

/**
 * `?index=` or `?leaf=` (the leaf hash in hexadecimal), and `&size=`, by default that of the newest head → the inclusion
 * proof of RFC 6962, section 2.1.1. Errors: `{"error": code}` with `malformed`, `not-signed`, `not-in-tree`, `too-many`.
 */
export async function GET(request: Request): Promise<Response> {
  const search = new URL(request.url).searchParams;
  const [index, size, leaf] = [countOf(search, "index"), countOf(search, "size"), search.get("leaf")];
  if (index === undefined || size === undefined || (index === null) === (leaf === null)) return malformed();
  if (leaf !== null && !/^[0-9a-f]{64}$/.test(leaf)) return malformed();
  const limited = await tooMany();
  if (limited) return limited;
  const entry = leaf === null ? { index: index ?? 0 } : { leaf: new Uint8Array(Buffer.from(leaf, "hex")) };
  return proofAnswer(await inclusionOf(entry, size), size !== null);
}

const malformed = () => refusal("malformed", 400);
