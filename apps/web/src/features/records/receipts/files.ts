import "server-only";
import { iso27560Receipt } from "@assent/consent/receipt/receipt-iso27560";
import { kantaraReceipt } from "@assent/consent/receipt/receipt-kantara";
import type { ReceiptRecord } from "@assent/consent/receipt/receipt-record";
import { laterSnapshot } from "@assent/consent/receipt/snapshot";
import { catalogue } from "@assent/database/attributes/attributes";
import type { Receipt } from "@assent/database/audit/receipts";
import { env } from "@/platform/env";
import { database } from "@/platform/database";
import { receiptProof } from "../checkpoints/receipt-proof";
import { signLater } from "@/platform/signing/signing";

/** The files of a receipt by name. `write` answers null for one that cannot be made at the moment. */
const files: Readonly<
  Record<string, { readonly type: string; readonly write: (receipt: FrozenReceipt) => string | Promise<string | null> }>
> = {
  "kantara.json": { type: "application/json", write: (receipt) => pretty(kantaraReceipt(receipt)) },
  "iso27560.json": { type: "application/ld+json", write: (receipt) => pretty(iso27560Receipt(receipt)) },
  "receipt.jws": { type: "application/jose", write: (receipt) => receipt.jws ?? signLater(receipt) },
  "ledger.tlog-proof": { type: "text/plain; charset=utf-8", write: ({ id }) => receiptProof(id) },
};

type FrozenReceipt = Receipt & Pick<ReceiptRecord, "snapshot">;

const notNow = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store", "retry-after": "3600" };

const pretty = (value: object) => `${JSON.stringify(value, null, 2)}\n`;

/** One from before receipts kept what their formats say is drawn from what is so today. */
async function frozen({ snapshot, ...receipt }: Receipt): Promise<FrozenReceipt> {
  if (snapshot) return { ...receipt, snapshot };
  const { origin, jurisdiction } = env();
  const kinds = await catalogue(database().orm);
  const sensitive = [...kinds.values()].filter((kind) => kind.sensitive).map(({ key }) => key);
  return { ...receipt, snapshot: laterSnapshot(receipt, { origin, jurisdiction, sensitive }) };
}

/** Every file of this receipt that can be made at the moment: its name, and what is in it. */
export async function filesOf(receipt: Receipt): Promise<[name: string, text: string][]> {
  const record = await frozen(receipt);
  const written = Object.entries(files).map(async ([name, { write }]): Promise<[name: string, text: string][]> => {
    const text = await write(record);
    return text === null ? [] : [[name, text]];
  });
  return (await Promise.all(written)).flat();
}

/** A file of this receipt as a download that no cache may keep; null for an unknown name. */
export async function receiptFile(receipt: Receipt, name: string): Promise<Response | null> {
  const file = Object.hasOwn(files, name) ? files[name] : undefined;
  if (!file) return null;
  const text = await file.write(await frozen(receipt));
  if (text === null) return new Response("Try again in an hour.\n", { status: 503, headers: notNow });
  return new Response(text, {
    headers: {
      "content-type": file.type,
      "content-disposition": `attachment; filename="receipt-${receipt.number}-${name}"`,
      "cache-control": "no-store",
    },
  });
}
