// Each thing that happens to what a person agreed to leaves a receipt of its own kind, with who acted, and signed.
import { affected } from "@assent/consent/receipt/effect";
import { createPublicKey, randomUUID, verify } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { latestEvents } from "../audit/events.ts";
import { verifyLedger } from "../audit/ledger.ts";
import { findReceiptById, receiptsOfUser, type Receipt } from "../audit/receipts.ts";
import { currentSigningKey, publishedKeys, rotateSigningKey } from "../audit/signing-keys.ts";
import { archivePurpose } from "../purposes/purpose-editing.ts";
import { runRetention } from "../retention/retention.ts";
import { receiptSignature } from "../schema/receipt-signature.ts";
import { useDatabase } from "../testing/databases.ts";
import {
  asks,
  editProvider,
  makeAdministrator,
  makePerson,
  makeProvider,
  makePurpose,
  makeTellingProvider,
  publishNext,
} from "../testing/factories.ts";
import { newTestKey } from "../testing/issuer.ts";
import { decideOn, makeScene, type Scene, shownFor } from "../testing/people-and-receipts.ts";
import { letDaysPass } from "../testing/time-travel.ts";
import { getUser } from "../users/user-detail.ts";
import { closeAccount } from "./close-account.ts";
import { readConsentState } from "./consent-state.ts";
import { correctValue } from "./correct.ts";
import { deciding } from "./deciding.ts";
import { endGrantsOfPurpose } from "./end-with-purpose.ts";
import { grantLater } from "./grant-later.ts";
import { insertReceipt, thePerson } from "./later-receipt.ts";
import { withdraw } from "./withdraw.ts";

const database = useDatabase();
const orm = () => database().orm;

beforeAll(() => rotateSigningKey(orm(), newTestKey(randomUUID())));

const scene = (retentionDays?: number) => makeScene(database(), retentionDays === undefined ? {} : { retentionDays });
const shownOf = (versionId: string) => shownFor(database(), versionId);

const newest = async (userId: string): Promise<Receipt> => {
  const [receipt] = await receiptsOfUser(orm(), userId);
  if (!receipt) throw new Error("There is no receipt");
  return receipt;
};

/** What the receipt says happened, by attribute. */
function effectsOf({ snapshot, ...receipt }: Receipt): Record<string, string> {
  if (!snapshot) throw new Error("Nothing is frozen");
  const all = affected({ ...receipt, snapshot });
  return Object.fromEntries(
    all.flatMap(({ effect, purposes }) =>
      purposes.flatMap(({ items }) => items.map(({ shown }) => [shown.attribute, effect])),
    ),
  );
}

async function claimsOf({ jws }: Receipt) {
  const [header = "", payload = "", signature = ""] = (jws ?? "").split(".");
  const { kid } = JSON.parse(Buffer.from(header, "base64url").toString()) as { kid: string };
  const key = (await publishedKeys(orm())).find((one) => one.kid === kid);
  const publicKey = createPublicKey({ key: { ...key?.publicKey }, format: "jwk" });
  expect(verify(null, Buffer.from(`${header}.${payload}`), publicKey, Buffer.from(signature, "base64url"))).toBe(true);
  return JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
}

const again = (of: Scene, versionId: string, yes: string[]) => decideOn(database(), of, versionId, yes);

describe("a receipt of its own kind", () => {
  test("is made by a first decision, of what was agreed to and what was refused", async () => {
    const provider = await makeProvider(database(), { purposesMode: "chosen" });
    const { purposeId } = await makePurpose(database(), { attributes: [asks("email", true), asks("birthdate")] });
    await editProvider(database(), provider, { purposesMode: "chosen", purposes: [purposeId] });
    await orm().execute(sql`update attribute set sensitive = true where key = 'birthdate'`);
    const { userId } = await makePerson(database(), provider, { agreed: { email: "a@b.example" } });
    const receipt = await newest(userId);
    expect(effectsOf(receipt)).toEqual({ email: "given", birthdate: "refused" });
    expect(receipt.snapshot).toEqual({
      ...{ format: 1, origin: "https://id.example", jurisdiction: "GB", sensitive: ["birthdate"] },
      ...{ actor: { kind: "person", channel: null }, before: { live: [], expired: [] } },
    });
  });

  test("is made by a withdrawal, by the person and by an administrator on request", async () => {
    const { userId, purposeId, versionId } = await scene();
    const one = { userId, purposeId, versionId };
    expect(await withdraw(database(), { ...(await shownOf(versionId)), ...one, attribute: "email" })).toMatchObject({
      ok: true,
    });
    const own = await newest(userId);
    expect(own).toMatchObject({ kind: "withdrawal", snapshot: { actor: { kind: "person", channel: null } } });
    expect(effectsOf(own)).toEqual({ email: "withdrawn" });
    const { userId: by } = await makeAdministrator(database());
    const onRequest = { by, reason: "letter" } as const;
    await withdraw(database(), { ...(await shownOf(versionId)), ...one, attribute: "phone_number", onRequest });
    const asked = await newest(userId);
    expect(asked.snapshot?.actor).toEqual({ kind: "administrator", channel: "letter" });
    expect(effectsOf(asked)).toEqual({ phone_number: "withdrawn" });
  });

  test("is made by being asked again: a yes renews, and a no to what was agreed to withdraws", async () => {
    const known = await scene();
    const next = await publishNext(database(), known.purposeId, { ...known.form, details: "More" }, { asksAll: true });
    expect(await again(known, next.versionId, ["email"])).toEqual({ ok: true });
    const receipt = await newest(known.userId);
    expect(receipt.kind).toBe("consent");
    expect(effectsOf(receipt)).toEqual({ email: "renewed", phone_number: "withdrawn" });
    const later = await publishNext(
      database(),
      known.purposeId,
      { ...known.form, details: "Yet more" },
      { asksAll: true },
    );
    expect(await again(known, later.versionId, ["phone_number"])).toEqual({ ok: true });
    expect(effectsOf(await newest(known.userId)), "what was withdrawn is given anew").toEqual({
      email: "withdrawn",
      phone_number: "given",
    });
  });

  test("is made when the time is over: by the system, and it refuses nothing", async () => {
    const { userId, versionId, provider, purposeId } = await scene(30);
    const given = await newest(userId);
    await letDaysPass(database(), 31);
    await runRetention(database(), { refusalDays: 365 });
    const receipt = await newest(userId);
    expect(receipt).toMatchObject({
      ...{ kind: "expiry", collectionMethod: "automatic", providerName: null },
      snapshot: { actor: { kind: "system", channel: null } },
    });
    expect(effectsOf(receipt)).toEqual({ email: "expired", phone_number: "expired" });
    expect(receipt.notice.title, "in the words that were agreed to").toBe(given.notice.title);
    const [event] = await latestEvents(orm(), { limit: 1, pseudonym: receipt.pseudonym });
    expect(event).toMatchObject({ type: "expired", receiptId: receipt.id });
    const { decisions } = await readConsentState(orm(), userId);
    expect(
      decisions.map(({ state }) => state),
      "they are asked again",
    ).toEqual(["granted", "granted"]);
    const agreed = {
      ...{ userId, provider: { id: provider.id, name: provider.name }, typed: "a@b.example" },
      item: { versionId, attribute: "email", mandatory: false },
    };
    expect(await grantLater(database(), { ...(await shownOf(versionId)), ...agreed })).toMatchObject({ ok: true });
    expect(effectsOf(await newest(userId))).toEqual({ email: "renewed" });
    expect(purposeId).toBeDefined();
  });

  test("is made also when a later yes finds that the time is over", async () => {
    const { userId, versionId, provider } = await scene(30);
    await letDaysPass(database(), 31);
    const agreed = {
      ...{ userId, provider: { id: provider.id, name: provider.name }, typed: "a@b.example" },
      item: { versionId, attribute: "email", mandatory: false },
    };
    expect(await grantLater(database(), { ...(await shownOf(versionId)), ...agreed })).toMatchObject({ ok: true });
    const kinds = (await receiptsOfUser(orm(), userId)).map(({ kind }) => kind);
    expect(kinds).toEqual(["consent", "expiry", "consent"]);
  });

  test("is made when a purpose ends, and when a notice ends or is cut short", async () => {
    const { userId, purposeId } = await scene();
    await archivePurpose(orm(), purposeId, null, { endsGrants: true });
    await endGrantsOfPurpose(database(), purposeId);
    const ended = await newest(userId);
    expect(ended).toMatchObject({ kind: "purpose-end", collectionMethod: "organisation" });
    expect(effectsOf(ended)).toEqual({ email: "revoked", phone_number: "revoked" });
    const telling = await makeTellingProvider(database(), { purposesMode: "chosen" });
    const told = await makePerson(database(), telling);
    expect(effectsOf(await newest(told.userId))).toEqual({ email: "told", name: "told" });
    await editProvider(database(), telling, { notice: { attributes: ["email"] } });
    await runRetention(database(), { refusalDays: 365 });
    const cut = await newest(told.userId);
    expect(cut.kind).toBe("purpose-end");
    expect(effectsOf(cut), "it was never consent").toEqual({ name: "stopped" });
  });

  test("is made by a correction, without the value", async () => {
    const { userId, provider, versionId, purposeId } = await scene();
    await withdraw(database(), { ...(await shownOf(versionId)), userId, purposeId, versionId, attribute: "email" });
    await grantLater(database(), {
      ...(await shownOf(versionId)),
      ...{ userId, provider: { id: provider.id, name: provider.name }, typed: "wrong@b.example" },
      item: { versionId, attribute: "email", mandatory: false },
    });
    expect(await correctValue(database(), { userId, attribute: "email", value: "right@b.example" })).toBe(true);
    const receipt = await newest(userId);
    expect(receipt).toMatchObject({ kind: "correction", snapshot: { actor: { kind: "person" } } });
    expect(effectsOf(receipt)).toEqual({ email: "corrected" });
    expect(JSON.stringify(receipt)).not.toContain("right@");
    const { decisions } = (await getUser(orm(), userId)) ?? { decisions: [] };
    expect(decisions.find(({ attribute }) => attribute === "email")?.state, "it decides nothing").toBe("granted");
  });

  test.each(["person", "administrator"] as const)("is made by the closing of an account by the %s", async (who) => {
    const { userId } = await scene();
    const pseudonym = (await newest(userId)).pseudonym;
    const by = who === "administrator" ? (await makeAdministrator(database())).userId : null;
    const closed = await closeAccount(database(), { userId, by });
    const receipt = await findReceiptById(orm(), (closed.ok ? closed.receiptId : null) ?? "");
    expect(receipt).toMatchObject({ kind: "closing", pseudonym, userId: null, snapshot: { actor: { kind: who } } });
    const effect = who === "person" ? "withdrawn" : "revoked";
    expect(receipt && effectsOf(receipt)).toEqual({ email: effect, phone_number: effect });
    const [event] = await latestEvents(orm(), { limit: 1, pseudonym });
    expect(event).toMatchObject({ type: "closed", receiptId: receipt?.id });
    expect(await receiptsOfUser(orm(), userId), "no way leads from the account to it").toEqual([]);
  });

  test("what expired before the closing has expired", async () => {
    const { userId } = await scene(30);
    const { pseudonym } = await newest(userId);
    await letDaysPass(database(), 31);
    await closeAccount(database(), { userId });
    const rows = await orm().execute(sql`
      select r.kind, (select count(*) from receipt_item i where i.receipt_id = r.id)::int as items
      from receipt r where pseudonym = ${pseudonym}::uuid order by decided_at`);
    expect(rows).toEqual([
      { kind: "consent", items: 2 },
      { kind: "expiry", items: 2 },
      { kind: "closing", items: 0 },
    ]);
  });
});

describe("the signature", () => {
  test("is made in the same transaction, with the entry of the ledger that names the receipt", async () => {
    const { userId } = await scene();
    const receipt = await newest(userId);
    const claims = await claimsOf(receipt);
    expect(claims).toMatchObject({ jti: receipt.id, iss: "https://id.example", sub: receipt.pseudonym });
    expect(claims["ledger"]).toEqual(receipt.ledger);
    expect(claims).not.toHaveProperty("signedLater");
    const [entry] = await orm().execute(sql`
      select hash, payload ->> 'receipt' as receipt from ledger_entry where seq = ${receipt.ledger?.seq}`);
    expect(entry).toEqual({ hash: receipt.ledger?.hash, receipt: receipt.id });
    expect(await verifyLedger(orm())).toMatchObject({ ok: true });
  });

  test("is made for each receipt of a batch, and for every receipt that a decision makes", async () => {
    const unsigned = await orm().execute(sql`
      select kind from receipt r where not exists (select from receipt_signature s where s.receipt_id = r.id)`);
    expect(unsigned).toEqual([]);
    const kinds = await orm().execute<{ kind: string }>(sql`select distinct kind from receipt order by 1`);
    expect(kinds.map(({ kind }) => kind)).toEqual([
      "closing",
      "consent",
      "correction",
      "expiry",
      "notice",
      "purpose-end",
      "withdrawal",
    ]);
  });

  test("stays with the key that made it when another one takes its place", async () => {
    const { userId } = await scene();
    const before = await newest(userId);
    await rotateSigningKey(orm(), newTestKey(randomUUID()));
    expect((await newest(userId)).jws).toBe(before.jws);
    await claimsOf(before);
    expect((await currentSigningKey(orm()))?.kid).not.toBe(before.jws);
  });

  test("and the receipt are stored together or not at all, although the signature travels with the commit", async () => {
    const { userId, versionId } = await scene();
    const { pseudonym } = await newest(userId);
    const count = async () => (await receiptsOfUser(orm(), userId)).length;
    const wrong = {
      ...database(),
      issuer: { origin: "https://id.example", jurisdiction: null, sign: () => Promise.resolve("no signature") },
    };
    const shown = await shownOf(versionId);
    const making = deciding(wrong, async (tx) => {
      await insertReceipt(tx, { pseudonym, kind: "consent", actor: thePerson, shown, provider: null, items: [] });
      return "done";
    });
    await expect(making).rejects.toMatchObject({ code: "23514", constraint: "receipt_signature_jws_shape" });
    expect(await count()).toBe(1);
  });

  test("is written once", async () => {
    await expect(orm().update(receiptSignature).set({ jws: "a.b.c" })).rejects.toMatchObject({ code: "23001" });
    await expect(orm().delete(receiptSignature)).rejects.toMatchObject({ code: "23001" });
  });

  test("is missing where no one issues receipts, and so is the snapshot", async () => {
    const silent = { ...database(), issuer: null };
    const { provider } = await scene();
    const { userId } = await makePerson(silent, provider);
    expect(await newest(userId)).toMatchObject({ snapshot: null, jws: null });
    expect(await verifyLedger(orm()), "the digests of old receipts stay").toMatchObject({ ok: true });
  });
});

describe("the snapshot", () => {
  const tampered = (statement: ReturnType<typeof sql>) =>
    orm()
      .transaction(async (tx) => {
        await tx.execute(sql`set local session_replication_role = replica`);
        await tx.execute(statement);
        const found = await verifyLedger(tx);
        throw Object.assign(new Error("Undone"), { found });
      })
      .catch((error: { found: unknown }) => error.found);

  test.each([
    ["another jurisdiction", sql`snapshot = jsonb_set(snapshot, '{jurisdiction}', '"FR"')`],
    ["another actor", sql`snapshot = jsonb_set(snapshot, '{actor,kind}', '"administrator"')`],
    ["no snapshot at all", sql`snapshot = null, snapshot_hash = null`],
    ["another hash", sql`snapshot_hash = repeat('0', 64)`],
  ])("with %s is found by the verifier", async (_what, change) => {
    expect(await tampered(sql`update receipt set ${change} where snapshot is not null`)).toMatchObject({
      ok: false,
      problem: "receipt-changed",
    });
  });
});

describe("the rules of kinds", () => {
  test.each([
    ["ended", "consent"],
    ["denied", "expiry"],
    ["corrected", "closing"],
  ])("an item that is %s is on no receipt of the kind %s", async (state, kind) => {
    const [row] = await orm().execute<{ id: string }>(sql`select id from receipt where kind = ${kind} limit 1`);
    const adding = orm().execute(sql`
      insert into receipt_item (receipt_id, purpose_version_id, attribute_key, state, mandatory, decided_at)
      select r.id, a.version_id, a.attribute_key, ${state}, a.mandatory, r.decided_at
      from receipt r cross join purpose_version_attribute a join purpose_version v on v.id = a.version_id
      where r.id = ${row?.id} and v.lawful_basis = 'consent'
        and not exists (select from receipt_item i where i.receipt_id = r.id and i.purpose_version_id = a.version_id)
      limit 1`);
    await expect(adding).rejects.toMatchObject({ code: "23514", constraint: "receipt_item_state_of_kind" });
  });

  test("a grant comes from no receipt of an ending", async () => {
    const giving = orm().execute(sql`
      insert into consent_grant (user_id, purpose_id, purpose_version_id, attribute_key, receipt_id, ended_at, end_reason)
      select user_id, purpose_id, purpose_version_id, attribute_key, (select id from receipt where kind = 'expiry' limit 1),
        now(), 'withdrawn' from consent_grant limit 1`);
    await expect(giving).rejects.toMatchObject({ code: "23514", constraint: "consent_grant_of_basis" });
  });
});
