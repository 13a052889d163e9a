import "server-only";
import { findReceipt, findReceiptById, findReceiptOfUser, type Receipt } from "@assent/database/audit/receipts";
import { requireAdministrator, requirePerson } from "@/platform/access";
import { database } from "@/platform/database";
import { receiptInHand } from "@/platform/session/closing-receipt-cookie";

export { filesOf as receiptFiles } from "./files";
export type { Receipt };

/** A receipt of the person of this request; null if it belongs to another person or does not exist. */
export async function myReceipt(number: string): Promise<Receipt | null> {
  const { id } = await requirePerson();
  return findReceiptOfUser(database().orm, number, id);
}

/** The receipt of the account that this browser closed some minutes ago; null for everyone else. */
export async function closingReceipt(): Promise<Receipt | null> {
  const handed = await receiptInHand();
  const receipt = handed && (await findReceiptById(database().orm, handed.receiptId));
  return receipt?.kind === "closing" ? receipt : null;
}

/** Any receipt, for an administrator. */
export async function anyReceipt(number: string): Promise<Receipt | null> {
  await requireAdministrator();
  return findReceipt(database().orm, number);
}
