import { exportedHead } from "@/features/records/ledger/queries";

/** The newest entry of the chain as a file, to be kept elsewhere. */
export async function GET() {
  const head = await exportedHead();
  return new Response(`${JSON.stringify(head)}\n`, {
    headers: {
      "content-type": "application/json",
      "content-disposition": `attachment; filename="ledger-head-${head.seq}.json"`,
      "cache-control": "no-store",
    },
  });
}
