import { countOf, refusal, textAnswer, tooMany } from "@/features/records/checkpoints/answer";
import { publicCheckpoint } from "@/features/records/checkpoints/queries";

/**
 * The newest signed head of the ledger, or with `?size=` the one of that size: https://c2sp.org/tlog-checkpoint. Errors:
 * `{"error": code}` with `malformed`, `not-signed`, `too-many`.
 */
export async function GET(request: Request): Promise<Response> {
  const size = countOf(new URL(request.url).searchParams, "size");
  if (size === undefined) return refusal("malformed", 400);
  const limited = await tooMany();
  if (limited) return limited;
  const checkpoint = await publicCheckpoint(size);
  // Lines of witnesses are added for a while.
  return checkpoint ? textAnswer(checkpoint.note, "a-minute") : refusal("not-signed", 404);
}
