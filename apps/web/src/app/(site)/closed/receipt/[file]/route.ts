import { notFound } from "next/navigation";
import { receiptFile } from "@/features/records/receipts/files";
import { closingReceipt } from "@/features/records/receipts/queries";

/** The receipt of the account that this browser has just closed. Not found in any other browser, and later. */
export async function GET(_request: Request, { params }: { params: Promise<{ file: string }> }) {
  const receipt = await closingReceipt();
  return (receipt && (await receiptFile(receipt, (await params).file))) ?? notFound();
}
