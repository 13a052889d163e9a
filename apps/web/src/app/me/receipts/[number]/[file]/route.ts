import { notFound } from "next/navigation";
import { receiptFile } from "@/features/records/receipts/files";
import { myReceipt } from "@/features/records/receipts/queries";

/** A receipt of one's own in a machine's form. Somebody else's is not found. */
export async function GET(_request: Request, { params }: { params: Promise<{ number: string; file: string }> }) {
  const { number, file } = await params;
  const receipt = await myReceipt(number);
  return (receipt && (await receiptFile(receipt, file))) ?? notFound();
}
