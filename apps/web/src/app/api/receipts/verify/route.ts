import { maxSignedReceiptLength } from "@assent/consent/receipt/receipt-signed";
import { receiptToVerify, verifyReceipt } from "@/features/records/receipts/verification";
import { readText } from "@/platform/request-input";
import { isTooMany } from "@/sign-in/protocol/attempt-limit";

/** Bytes of a receipt and the JSON around it. */
const largestBody = maxSignedReceiptLength + 1024;

/**
 * `{"receipt": "…"}`, a signed receipt → whether we signed it, and the current state of what it granted. For programs
 * on any origin: it reads no cookie and changes nothing. Errors: `{"error": code}` with `too-large`, `malformed`,
 * `missing`, `too-many`.
 */
export async function POST(request: Request): Promise<Response> {
  if (await isTooMany("verify")) return failed("too-many", 429);
  const body = await readText(request, largestBody);
  if (body === null) return failed("too-large", 413);
  const read = receiptToVerify.safeParse(parse(body));
  if (!read.success) {
    const code = read.error.issues[0]?.message;
    return code === "too-large" ? failed(code, 413) : failed(code === "missing" ? code : "malformed", 400);
  }
  return Response.json(await verifyReceipt(read.data.receipt), { headers });
}

const headers = { "cache-control": "no-store" };
const failed = (error: string, status: number) => Response.json({ error }, { status, headers });

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
