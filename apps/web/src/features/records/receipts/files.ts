import "server-only";
import { iso27560Receipt } from "@assent/consent/receipt/receipt-iso27560";
import { kantaraReceipt } from "@assent/consent/receipt/receipt-kantara";
import type { ReceiptRecord } from "@assent/consent/receipt/receipt-record";
import { laterSnapshot } from "@assent/consent/receipt/snapshot";
import { catalogue } from "@assent/database/attributes/attributes";
import type { Receipt } from "@assent/database/audit/receipts";
import { env } from "@/platform/env";
import { database } from "@/platform/database";
import { signReceipt } from "@/platform/signing/signing";

/** The files of a receipt by name. */
const files: Readonly<
  Record<string, { readonly type: string; readonly write: (receipt: ReceiptRecord) => string | Promise<string> }>
> = {
  "kantara.json": { type: "application/json", write: (receipt) => pretty(kantaraReceipt(receipt)) },
  "iso27560.json": { type: "application/ld+json", write: (receipt) => pretty(iso27560Receipt(receipt)) },
  "receipt.jws": { type: "application/jose", write: (receipt) => signReceipt(receipt) },
};

const pretty = (value: object) => `${JSON.stringify(value, null, 2)}\n`;

async function recordOf(receipt: Receipt): Promise<ReceiptRecord> {
  const { origin, jurisdiction } = env();
  const kinds = await catalogue(database().orm);
  const sensitive = [...kinds.values()].filter((kind) => kind.sensitive).map(({ key }) => key);
  return { ...receipt, snapshot: laterSnapshot(receipt, { origin, jurisdiction, sensitive }) };
}

/** Every file of this receipt: its name, and what is in it. */
export async function filesOf(receipt: Receipt): Promise<[name: string, text: string][]> {
  const record = await recordOf(receipt);
  return Promise.all(
    Object.entries(files).map(async ([name, { write }]): Promise<[string, string]> => [name, await write(record)]),
  );
}

/** A file of this receipt as a download that no cache may keep; null for an unknown name. */
export async function receiptFile(receipt: Receipt, name: string): Promise<Response | null> {
  const file = Object.hasOwn(files, name) ? files[name] : undefined;
  if (!file) return null;
  return new Response(await file.write(await recordOf(receipt)), {
    headers: {
      "content-type": file.type,
      "content-disposition": `attachment; filename="receipt-${receipt.number}-${name}"`,
      "cache-control": "no-store",
    },
  });
}
