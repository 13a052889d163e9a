// What the formats say about receipts that the real transactions stored, and that nothing later changes it.
import { readFileSync } from "node:fs";
import { createPublicKey, randomUUID, verify } from "node:crypto";
import { affected, effects } from "@assent/consent/receipt/effect";
import { iso27560Receipt } from "@assent/consent/receipt/receipt-iso27560";
import { kantaraReceipt } from "@assent/consent/receipt/receipt-kantara";
import { receiptKinds, type ReceiptRecord } from "@assent/consent/receipt/receipt-record";
import { Ajv2020 } from "ajv/dist/2020.js";
import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { findReceiptById } from "./receipts.ts";
import { publishedKeys, rotateSigningKey } from "./signing-keys.ts";
import { archivePurpose } from "../purposes/purpose-editing.ts";
import { closeAccount } from "../provisioning/close-account.ts";
import { correctValue } from "../provisioning/correct.ts";
import { endGrantsOfPurpose } from "../provisioning/end-with-purpose.ts";
import { grantLater } from "../provisioning/grant-later.ts";
import { withdraw } from "../provisioning/withdraw.ts";
import { runRetention } from "../retention/retention.ts";
import { application } from "../schema/application.ts";
import { attribute } from "../schema/attribute.ts";
import { attributeText } from "../schema/attribute-text.ts";
import { receipt } from "../schema/receipt.ts";
import { saveController } from "../settings/settings.ts";
import { useDatabase } from "../testing/databases.ts";
import {
  acme,
  editProvider,
  makeAdministrator,
  makeApplication,
  makePerson,
  makeTellingProvider,
  publishNext,
} from "../testing/factories.ts";
import { newTestKey, testIssuer } from "../testing/issuer.ts";
import { decideOn, letExpire, makeScene, shownFor } from "../testing/people-and-receipts.ts";

const fixture = (name: string) => readFileSync(new URL(`../../../consent/fixtures/${name}`, import.meta.url), "utf8");
const kantara = new Ajv2020({ allErrors: true, strict: false }).compile(
  JSON.parse(fixture("kantara-consent-receipt-1.1.schema.json")) as object,
);
const dpvTerms = new Set(
  fixture("dpv-terms.txt")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#")),
);

const database = useDatabase();
const orm = () => database().orm;

/** Every "dpv:…" of a JSON-LD tree. */
const termsOf = (document: unknown): string[] =>
  [...JSON.stringify(document).matchAll(/"dpv:([A-Za-z]+)"/g)].map(([, term]) => term ?? "");

/** Everything that can happen to what people agreed to, once; about ten receipts. */
async function everything(by: string): Promise<void> {
  await makeScene(database(), { agreed: { email: "a@b.example" } });
  const known = await makeScene(database());
  const about = { userId: known.userId, purposeId: known.purposeId, versionId: known.versionId };
  const shown = () => shownFor(database(), known.versionId);
  await withdraw(database(), { ...(await shown()), ...about, attribute: "email" });
  await withdraw(database(), {
    ...(await shown()),
    ...{ ...about, attribute: "phone_number", onRequest: { by, reason: "representative" } },
  });
  await grantLater(database(), {
    ...(await shown()),
    ...{ userId: known.userId, provider: known.provider, typed: "a@b.example" },
    item: { versionId: known.versionId, attribute: "email", mandatory: false },
  });
  await correctValue(database(), { userId: known.userId, attribute: "email", value: "c@b.example" });
  await closeAccount(database(), { userId: known.userId });
  const asked = await makeScene(database());
  const next = await publishNext(database(), asked.purposeId, { ...asked.form, details: "More" }, { asksAll: true });
  await decideOn(database(), asked, next.versionId, ["email"]);
  await archivePurpose(orm(), asked.purposeId, null, { endsGrants: true });
  await endGrantsOfPurpose(database(), asked.purposeId);
  const over = await makeScene(database(), { retentionDays: 30 });
  await letExpire(database(), over.userId);
  const telling = await makeTellingProvider(database(), { purposesMode: "chosen" });
  await makePerson(database(), telling);
  await editProvider(database(), telling, { notice: { attributes: ["email"] } });
  await runRetention(database(), { refusalDays: 365 });
}

async function stored(): Promise<(ReceiptRecord & { readonly jws: string | null })[]> {
  const ids = await orm().select({ id: receipt.id }).from(receipt).orderBy(receipt.decidedAt, receipt.id);
  const found = await Promise.all(ids.map(({ id }) => findReceiptById(orm(), id)));
  return found.flatMap((one) => (one?.snapshot ? [{ ...one, snapshot: one.snapshot }] : []));
}

/** The three files of each receipt, as text. */
const files = async () =>
  (await stored()).map((one) => [
    JSON.stringify(kantaraReceipt(one), null, 2),
    JSON.stringify(iso27560Receipt(one), null, 2),
    one.jws,
  ]);

describe("receipts that were stored", () => {
  beforeAll(async () => {
    await rotateSigningKey(orm(), newTestKey(randomUUID()));
    await saveController(orm(), { base: 0, values: acme }, null);
    await orm().update(attribute).set({ sensitive: true }).where(eq(attribute.key, "phone_number"));
    const { userId } = await makeAdministrator(database());
    for (let round = 0; round < 5; round += 1) await everything(userId);
  }, 60_000);

  test("are at least sixty, of every kind and with every effect, and each is signed and frozen", async () => {
    const all = await stored();
    expect(all.length).toBeGreaterThanOrEqual(60);
    expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(receiptKinds));
    expect(new Set(all.flatMap((one) => affected(one).map(({ effect }) => effect)))).toEqual(new Set(effects));
    const [row] = await orm().execute<{ count: number }>(sql`select count(*)::int as count from receipt`);
    expect(all.length).toBe(row?.count);
    const keys = await publishedKeys(orm());
    for (const { jws } of all) {
      const [header = "", payload = "", signature = ""] = (jws ?? "").split(".");
      const { kid } = JSON.parse(Buffer.from(header, "base64url").toString()) as { kid: string };
      const key = createPublicKey({ key: { ...keys.find((one) => one.kid === kid)?.publicKey }, format: "jwk" });
      const signed = Buffer.from(`${header}.${payload}`);
      expect(verify(null, signed, key, Buffer.from(signature, "base64url"))).toBe(true);
    }
  });

  test("are valid against the Kantara schema, and use terms that the Data Privacy Vocabulary has", async () => {
    for (const one of await stored()) {
      kantara(JSON.parse(JSON.stringify(kantaraReceipt(one))));
      expect(kantara.errors, one.kind).toBe(null);
      for (const term of termsOf(iso27560Receipt(one))) expect(dpvTerms, term).toContain(term);
    }
  });

  test("say the same in every byte after everything that they could depend on has changed", async () => {
    const before = await files();
    await saveController(
      orm(),
      { base: 1, values: { ...acme, name: "Other plc", displayName: "Other", email: "new@other.example" } },
      null,
    );
    await orm()
      .update(attribute)
      .set({ sensitive: sql`not sensitive` });
    await orm()
      .insert(attributeText)
      .values({ attributeKey: "email", language: "de", label: "Anders", explanation: "" });
    await orm().update(attributeText).set({ label: "Quite different" });
    await orm().execute(sql`update purpose set name = 'Renamed ' || left(id::text, 8), name_key = 'renamed ' || id`);
    await orm().execute(sql`update identity_provider set name = 'Renamed ' || left(id::text, 8)`);
    await makeApplication(database());
    await orm().update(application).set({ name: "Renamed" });
    await rotateSigningKey(orm(), newTestKey(randomUUID()));
    // Another origin and jurisdiction reach new receipts only.
    const moved = { ...database(), issuer: { ...testIssuer, origin: "https://moved.example", jurisdiction: "FR" } };
    const { userId } = await makeScene(moved);
    const after = await files();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.length).toBe(before.length + 1);
    expect(after.at(-1)?.join()).toContain("https://moved.example");
    expect(userId).toBeDefined();
  });
});
