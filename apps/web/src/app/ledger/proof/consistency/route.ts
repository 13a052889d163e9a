import { countOf, proofAnswer, refusal, tooMany } from "@/features/records/checkpoints/answer";
import { consistencyOf } from "@/features/records/checkpoints/queries";

/**
 * `?from=` and `&to=`, numbers of entries, `to` by default that of the newest head → the consistency proof of RFC 6962,
 * section 2.1.2. Errors: `{"error": code}` with `malformed`, `not-signed`, `not-in-tree`, `too-many`.
 */
export async function GET(request: Request): Promise<Response> {
  const search = new URL(request.url).searchParams;
  const [from, to] = [countOf(search, "from"), countOf(search, "to")];
  if (from === undefined || from === null || to === undefined) return refusal("malformed", 400);
  const limited = await tooMany();
  return limited ?? proofAnswer(await consistencyOf(from, to), to !== null);
}
