import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Effect, effects } from "@assent/consent/receipt/effect";
import { collectionMethods, receiptKinds } from "@assent/consent/receipt/receipt-record";
import { receipts } from "@assent/consent/receipt/testing";
import { readSignedClaims, signedReceiptClaims } from "@assent/consent/receipt/receipt-signed";
import { actorKinds, requestChannels } from "@assent/consent/receipt/snapshot";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { effectFacts, recordFacts, type SignedRecord, timeName } from "./record-facts";

/** As the page has them; a missing message is an error. */
async function wordsIn(language: string) {
  const file = join(import.meta.dirname, "../../../messages", language, "verify.json");
  const messages: unknown = JSON.parse(await readFile(file, "utf8"));
  return (key: string, values: Record<string, string> = {}): string => {
    const found = key.split(".").reduce<unknown>((at, name) => Object(at)[name], messages);
    if (typeof found !== "string") throw new Error(`There is no message ${key}`);
    return found.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "undefined");
  };
}

const item = (effect: Effect | null) => ({
  ...{ versionId: "v", attribute: "email", label: "Email" },
  purpose: "Post",
  effect,
});
const record = (changes: Partial<SignedRecord>): SignedRecord => ({
  ...{ kind: "consent", collectionMethod: "web-form", asked: [], actor: { kind: "person", channel: null } },
  ...changes,
});
const allText = (facts: ReturnType<typeof recordFacts>) => facts.map(({ name, text }) => `${name}: ${text}`);

describe.each(["en", "de", "ar"])("in %s", (language) => {
  test("each kind of record has a name of its own, and so has each who acted and each effect", async () => {
    const t = await wordsIn(language);
    const different = (facts: string[]) => {
      expect(new Set(facts).size).toBe(facts.length);
      for (const text of facts) expect(text).not.toMatch(/record\.|undefined/);
    };
    different([
      ...receiptKinds.map((kind) => allText(recordFacts(record({ kind }), t))[0] ?? ""),
      allText(recordFacts(record({ asked: [item("renewed")] }), t))[0] ?? "",
    ]);
    different([
      ...actorKinds.map((kind) => allText(recordFacts(record({ actor: { kind, channel: null } }), t))[1] ?? ""),
      ...requestChannels.map(
        (channel) => allText(recordFacts(record({ actor: { kind: "administrator", channel } }), t))[1] ?? "",
      ),
    ]);
    different(effects.map((effect) => effectFacts(record({ asked: [item(effect)] }), t)[0]?.text ?? ""));
    different([record({}), record({ kind: "expiry" })].map((one) => timeName(one, t)));
    for (const collectionMethod of collectionMethods) {
      const [what] = recordFacts(record({ kind: "closing", collectionMethod }), t);
      const plain = recordFacts(record({ kind: "closing" }), t)[0]?.text ?? "";
      expect(what?.text).toContain(plain);
      expect(what?.text === plain, collectionMethod).toBe(collectionMethod !== "restored");
    }
  });

  test("any receipt can be named, and says all that it did", async () => {
    const t = await wordsIn(language);
    const property = fc.property(receipts, (receipt) => {
      const claims = readSignedClaims(JSON.parse(JSON.stringify(signedReceiptClaims(receipt, { ledger: null }))));
      if (!claims) throw new Error("It is a receipt");
      expect(recordFacts(claims, t)).toHaveLength(2);
      expect(effectFacts(claims, t)).toHaveLength(claims.asked.filter(({ effect }) => effect !== null).length);
      expect(effectFacts(claims, t, () => true)).toEqual([]);
    });
    fc.assert(property, { numRuns: 60 });
  });
});

test("a receipt that does not say who acted is named by its kind", async () => {
  const t = await wordsIn("en");
  expect(allText(recordFacts(record({ kind: "withdrawal", actor: null, collectionMethod: null }), t))).toEqual([
    "What happened: Consent was withdrawn",
  ]);
});

test("taking back what was agreed to before is an answer to being asked again", async () => {
  const t = await wordsIn("en");
  const what = (effect: Effect) => recordFacts(record({ asked: [item(effect)] }), t)[0]?.text;
  expect([what("given"), what("refused")]).toEqual(Array(2).fill("A person decided about their details"));
  expect([what("renewed"), what("withdrawn")]).toEqual(Array(2).fill("A person was asked again, and decided"));
});
