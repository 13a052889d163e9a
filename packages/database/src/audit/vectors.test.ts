// docs/proof.md names these vectors. TypeScript is held to them in packages/consent and packages/transparency.
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import values from "../../../../docs/vectors/canonical-json.json" with { type: "json" };
import rows from "../../../../docs/vectors/ledger.json" with { type: "json" };
import { useDatabase } from "../testing/databases.ts";
import { docs, python } from "../testing/python.ts";

describe("the vectors of docs/proof.md", () => {
  const database = useDatabase();
  const digest = async (value: unknown) => {
    const [row] = await database().orm.execute<{ text: string; digest: string }>(sql`
      select canonical_json(${JSON.stringify(value)}::text::jsonb) as text, json_digest(${JSON.stringify(value)}::text::jsonb) as digest`);
    return row;
  };

  test.each(values)("$text is canonical in SQL", async ({ value, text, sha256 }) => {
    expect(await digest(value)).toEqual({ text, digest: sha256 });
  });

  test("chain entries, events, receipts and their texts, and a version in SQL", async () => {
    const present = (row: object) => Object.fromEntries(Object.entries(row).filter(([, field]) => field !== null));
    for (const { entry, previous, hash, event, receipt, texts, version } of rows) {
      expect((await digest({ entry, previous }))?.digest).toBe(hash);
      expect((await digest(present(event)))?.digest).toBe(entry.payload.eventHash);
      if (version) expect((await digest(version))?.digest).toBe(entry.payload.versionHash);
      if (!receipt) continue;
      const items = receipt.items
        .map(present)
        .sort((a, b) => (`${a["versionId"]} ${a["attribute"]}` < `${b["versionId"]} ${b["attribute"]}` ? -1 : 1));
      expect((await digest({ ...present(receipt), items }))?.digest).toBe(entry.payload.receiptHash);
      expect((await digest(texts.notice))?.digest).toBe(receipt.noticeHash);
      if (texts.snapshot) expect((await digest(texts.snapshot))?.digest).toBe(receipt.snapshotHash);
    }
  });

  test("are right in Python", async () => {
    const script = String.raw`
import json, sys
sys.path.insert(0, sys.argv[1])
import verify_ledger as v, verify_receipts
load = lambda name: json.load(open(f"{sys.argv[1]}/vectors/{name}.json", encoding="utf-8"))
for one in load("canonical-json"):
    v.check(v.canonical(one["value"]).decode() == one["text"] and v.digest(one["value"]) == one["sha256"], one["text"])
merkle = load("merkle")
rows = [{"verifierKey": merkle["verifierKey"]}, *({"checkpoint": note} for note in merkle["checkpoints"]), *load("ledger")]
print(v.verify(rows, [merkle["tlogProof"].split("\n\n", 1)[1]]))
print(verify_receipts.verify(rows, load("jwks")))
`;
    const out = [
      `7 entries and 3 checkpoints are right. Hash of the last entry: ${rows[6]?.hash}`,
      "1 signed receipts and 1 published versions are right. 1 receipts are from before they were signed.",
      "",
    ].join("\n");
    expect(await python("-c", script, docs)).toEqual({ code: 0, out, err: "" });
  });
});
