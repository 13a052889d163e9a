import "server-only";
import { sealedCookie } from "./sealed-cookie";

/**
 * Carries the id of the receipt from the closing of an account to the page after it. Nothing else leads from the person
 * to the receipt by then, and nothing may: the cookie is in their own browser only, and gone soon.
 */
const cookie = sealedCookie<{ readonly receiptId: string }>("closing", "assent closing receipt v1");

/** Milliseconds. Long enough to download it, and short so that the next person at a shared browser does not find it. */
const lifetime = 15 * 60_000;

/** Null: there is no receipt to hand over. */
export async function handOverReceipt(receiptId: string | null): Promise<void> {
  if (receiptId !== null) await cookie.write({ receiptId }, new Date(Date.now() + lifetime));
}

export const receiptInHand = () => cookie.read();
