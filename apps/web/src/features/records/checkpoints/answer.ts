import { readCount } from "@assent/transparency/checkpoint";
import { isTooMany } from "@/sign-in/protocol/attempt-limit";

/** What an answer is for, which decides for how long caches may keep it. */
type Kept = "always" | "a-minute" | "never";

const cacheControl: Readonly<Record<Kept, string>> = {
  // What was signed once stays as it is.
  always: "public, max-age=31536000, immutable",
  "a-minute": "public, max-age=60",
  never: "no-store",
};

// For programs on any origin, such as a page that checks a receipt of ours.
export const headersOf = (kept: Kept) => ({ "cache-control": cacheControl[kept], "access-control-allow-origin": "*" });

/** Text as transparency logs serve it: https://c2sp.org/tlog-tiles */
export const textAnswer = (text: string, kept: Kept): Response =>
  new Response(text, { headers: { ...headersOf(kept), "content-type": "text/plain; charset=utf-8" } });

/** A proof, or a refusal, as JSON. */
export function proofAnswer(found: object, isFixed: boolean): Response {
  if ("error" in found) return refusal(String(found.error), 404);
  return Response.json(found, { headers: headersOf(isFixed ? "always" : "a-minute") });
}

/** `{"error": code}`. */
export const refusal = (error: string, status: number): Response =>
  Response.json({ error }, { status, headers: headersOf("never") });

/** The answer to a network that asked too often, or null. */
export async function tooMany(): Promise<Response | null> {
  return (await isTooMany("ledger")) ? refusal("too-many", 429) : null;
}

/** A number in the address: null if it is not there, undefined if it is not a number of entries. */
export function countOf(search: URLSearchParams, name: string): number | null | undefined {
  const typed = search.get(name);
  return typed === null ? null : (readCount(typed) ?? undefined);
}
