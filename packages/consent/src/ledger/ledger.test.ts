import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "./canonical-json.ts";
import {
  chainProblem,
  entryHash,
  eventDigest,
  genesis,
  receiptDigest,
  type DigestedEvent,
  type DigestedReceipt,
  type ChainLink,
} from "./ledger.ts";
import { propertyRuns } from "../testing.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

const payloads = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean()));
const links = fc.record({
  at: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  kind: fc.string(),
  payload: payloads,
});
const chains = fc.array(links, { minLength: 3, maxLength: 8 }).map((all) => {
  const chain: ChainLink[] = [];
  for (const link of all) {
    const last = chain.at(-1) ?? genesis;
    const entry = { ...link, seq: last.seq + 1, previousHash: last.hash };
    chain.push({ ...entry, hash: entryHash(entry, sha256) });
  }
  return chain;
});

/** The number of the first broken link, found as the verifier of the database does. */
function firstBroken(chain: readonly ChainLink[]): number | null {
  let last = genesis;
  for (const entry of chain) {
    if (chainProblem(entry, last, sha256)) return last.seq + 1;
    last = entry;
  }
  return null;
}

describe("a chain", () => {
  it("is valid as it was made", () => {
    fc.assert(
      fc.property(chains, (chain) => {
        expect(firstBroken(chain)).toBe(null);
      }),
      propertyRuns,
    );
  });

  it("breaks where an entry was changed, removed or moved", () => {
    const property = fc.property(
      chains,
      fc.nat(),
      fc.constantFrom("kind", "at", "payload", "gone", "moved"),
      (chain, n, how) => {
        const at = n % (chain.length - 1);
        const [entry, next] = [chain[at], chain[at + 1]];
        if (!entry || !next) throw new Error("There are three.");
        const change = {
          kind: { kind: `${entry.kind}x` },
          at: { at: "0" },
          payload: { payload: { ...entry.payload, x: [] } },
        };
        const tampered =
          how === "gone"
            ? chain.toSpliced(at, 1)
            : how === "moved"
              ? chain.toSpliced(at, 2, next, entry)
              : chain.with(at, { ...entry, ...change[how] });
        expect(firstBroken(tampered)).toBe(at + 1);
      },
    );
    fc.assert(property, propertyRuns);
  });

  it("stays broken if the changed entry gets a new hash: the next entry names the old one", () => {
    const property = fc.property(chains, fc.nat(), (chain, n) => {
      const at = n % (chain.length - 1);
      const changed = { ...(chain[at] ?? never()), kind: "another kind of thing" };
      const tampered = chain.with(at, { ...changed, hash: entryHash(changed, sha256) });
      expect(chainProblem(tampered[at + 1] ?? never(), tampered[at] ?? never(), sha256)).toBe("unlinked");
    });
    fc.assert(property, propertyRuns);
  });

  it("hashes the entry together with its predecessor's hash", () => {
    const entry = {
      seq: 1,
      at: "2026-01-02T03:04:05.678Z",
      kind: "k",
      payload: { event: "e" },
      previousHash: genesis.hash,
    };
    const text = `{"entry":{"at":"2026-01-02T03:04:05.678Z","kind":"k","payload":{"event":"e"},"seq":1},"previous":"${"0".repeat(64)}"}`;
    expect(entryHash(entry, sha256)).toBe(sha256(text));
  });
});

describe("digests", () => {
  const event: DigestedEvent = {
    id: "e",
    at: "2026-01-02T03:04:05.678Z",
    type: "provisioned",
    actorKind: "person",
    actorId: "a",
    pseudonym: "p",
    providerId: null,
    purposeId: null,
    receiptId: null,
    language: null,
    details: { asked: 1, nothing: null },
  };
  const item = { versionId: "v", attribute: "email", state: "granted", mandatory: true, source: "provider" };
  const receipt: DigestedReceipt = {
    id: "r",
    number: "7Q4K-2M9X",
    pseudonym: "p",
    kind: "consent",
    providerId: null,
    providerName: null,
    language: "en",
    noticeHash: sha256("notice"),
    collectionMethod: "web-form",
    decidedAt: "2026-01-02T03:04:05.678Z",
    snapshotHash: null,
    items: [item, { ...item, attribute: "name", state: "denied", source: null }],
  };

  it("leave out null fields at the top level, so that a later column changes nothing", () => {
    const { providerId: _a, purposeId: _b, receiptId: _c, language: _d, ...rest } = event;
    expect(eventDigest(event, sha256)).toBe(sha256(canonicalJson(rest)));
    expect(eventDigest({ ...event, details: { asked: 1 } }, sha256)).not.toBe(eventDigest(event, sha256));
  });

  it.each(Object.keys(event))("of an event depend on %s", (field) => {
    expect(eventDigest({ ...event, [field]: "another" }, sha256)).not.toBe(eventDigest(event, sha256));
  });

  it.each(Object.keys(receipt))("of a receipt depend on %s", (field) => {
    const other = { ...receipt, [field]: field === "items" ? [item] : "another" };
    expect(receiptDigest(other, sha256)).not.toBe(receiptDigest(receipt, sha256));
  });

  it("of a receipt depend on each field of each item, and not on the order of items", () => {
    expect(receiptDigest({ ...receipt, items: receipt.items.toReversed() }, sha256)).toBe(
      receiptDigest(receipt, sha256),
    );
    for (const field of Object.keys(item)) {
      const items = [receipt.items[0] ?? never(), { ...(receipt.items[1] ?? never()), [field]: "x" }];
      expect(receiptDigest({ ...receipt, items }, sha256), field).not.toBe(receiptDigest(receipt, sha256));
    }
  });
});

function never(): never {
  throw new Error("It is there.");
}
