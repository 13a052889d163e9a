import { notFound } from "next/navigation";
import { receiptFile } from "@/features/records/receipts/files";
import { myReceipt } from "@/features/records/receipts/queries";

/** One of the person's receipts in a machine-readable format. Another person's is not found. */
export async function GET(_request: Request, { params }: { params: Promise<{ number: string; file: string }> }) {
  const { number, file } = await params;
  const receipt = await myReceipt(number);
  return (receipt && (await receiptFile(receipt, file))) ?? notFound();
}
