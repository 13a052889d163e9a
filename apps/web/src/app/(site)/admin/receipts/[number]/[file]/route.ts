import { notFound } from "next/navigation";
import { receiptFile } from "@/features/records/receipts/files";
import { anyReceipt } from "@/features/records/receipts/queries";

/** Any receipt in a machine-readable format, for an administrator. */
export async function GET(_request: Request, { params }: { params: Promise<{ number: string; file: string }> }) {
  const { number, file } = await params;
  const receipt = await anyReceipt(number);
  return (receipt && (await receiptFile(receipt, file))) ?? notFound();
}
