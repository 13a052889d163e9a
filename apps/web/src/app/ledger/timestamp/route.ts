import { countOf, headersOf, refusal, tooMany } from "@/features/records/checkpoints/answer";
import { publicTimestamp } from "@/features/records/checkpoints/queries";

/**
 * The timestamp token (DER, https://www.rfc-editor.org/rfc/rfc3161) of the newest head, or with `?size=` of the one of
 * that size, over its text without signatures. Errors: `{"error": code}` with `malformed`, `not-stamped`, `too-many`.
 */
export async function GET(request: Request): Promise<Response> {
  const size = countOf(new URL(request.url).searchParams, "size");
  if (size === undefined) return refusal("malformed", 400);
  const limited = await tooMany();
  if (limited) return limited;
  const token = await publicTimestamp(size);
  if (!token) return refusal("not-stamped", 404);
  const headers = headersOf(size === null ? "a-minute" : "always");
  return new Response(token, { headers: { ...headers, "content-type": "application/timestamp-token" } });
}
