import "server-only";
import { findReceipt, findReceiptOfUser, type Receipt } from "@assent/database/audit/receipts";
import { requireAdministrator, requirePerson } from "@/platform/access";
import { database } from "@/platform/database";

export { filesOf as receiptFiles } from "./files";
export type { Receipt };

/** A receipt of the person of this request; null if it belongs to another person or does not exist. */
export async function myReceipt(number: string): Promise<Receipt | null> {
  const { id } = await requirePerson();
  return findReceiptOfUser(database().orm, number, id);
}

/** Any receipt, for an administrator. */
export async function anyReceipt(number: string): Promise<Receipt | null> {
  await requireAdministrator();
  return findReceipt(database().orm, number);
}
