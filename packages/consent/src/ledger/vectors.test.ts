// docs/proof.md names these vectors; SQL and Python are held to the same ones in packages/database/src/audit.
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import values from "../../../../docs/vectors/canonical-json.json" with { type: "json" };
import rows from "../../../../docs/vectors/ledger.json" with { type: "json" };
import { canonicalJson } from "./canonical-json.ts";
import { chainProblem, entryHash, eventDigest, genesis, receiptDigest } from "./ledger.ts";
import { type DigestedVersion, versionDigest } from "./version-digest.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe("the vectors of docs/proof.md", () => {
  it.each(values)("$text is canonical", ({ value, text, sha256: hash }) => {
    expect(canonicalJson(value)).toBe(text);
    expect(sha256(text)).toBe(hash);
  });

  it("chain entries, events, receipts and their texts, and a version", () => {
    let previous = genesis;
    for (const { entry, hash, previous: previousHash, event, receipt, texts, version } of rows) {
      const link = { ...entry, previousHash, hash };
      expect(chainProblem(link, previous, sha256)).toBeNull();
      expect(entryHash(link, sha256)).toBe(hash);
      expect(eventDigest(event, sha256)).toBe(entry.payload.eventHash);
      if (receipt) {
        const digested = { snapshotHash: null, ...receipt } as Parameters<typeof receiptDigest>[0];
        expect(receiptDigest(digested, sha256)).toBe(entry.payload.receiptHash);
        expect(sha256(canonicalJson(texts.notice))).toBe(receipt.noticeHash);
        expect(texts.snapshot && sha256(canonicalJson(texts.snapshot))).toBe(receipt.snapshotHash);
      }
      // Nulls and empty lists are left out of it, as they are of what is digested.
      const read = version && ({ recipients: [], ...version } as unknown as DigestedVersion);
      if (read) expect(versionDigest(read, sha256)).toBe(entry.payload.versionHash);
      previous = { seq: entry.seq, hash };
    }
    expect(previous.seq).toBe(7);
  });
});
