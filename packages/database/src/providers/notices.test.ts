// Accounts without asking: what is told is stored, nothing else, and nothing is ever called consent.
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { listAudit } from "../audit/audit.ts";
import { latestEvents } from "../audit/events.ts";
import { findById } from "./identity-providers.ts";
import { deleteProvider } from "./provider-deletion.ts";
import { saveProvider } from "./provider-saving.ts";
import type { IdentityProvider } from "./identity-provider.ts";
import { getUser } from "../users/user-detail.ts";
import { decideAgain } from "../provisioning/decide-again.ts";
import { grantLater } from "../provisioning/grant-later.ts";
import { refreshValues } from "../provisioning/refresh.ts";
import { verifyLedger } from "../audit/ledger.ts";
import type { Database } from "../engine/open.ts";

import { provision } from "../provisioning/provision.ts";
import { getPurpose, listPurposes, livePurposes } from "../purposes/purposes.ts";
import { runRetention } from "../retention/retention.ts";
import { readConsentState } from "../provisioning/consent-state.ts";
import { useDatabase } from "../testing/databases.ts";
import { dumpTables } from "../testing/dump.ts";
import {
  asks,
  editProvider,
  inMinutes,
  makeDecision,
  makePerson,
  makePurpose,
  makeTellingProvider,
  noticeForm,
  noticeFor,
  randomHash,
  uniqueWord,
} from "../testing/factories.ts";
import { withdraw } from "../provisioning/withdraw.ts";

const shown = () => ({
  ...{ language: "en", notice: noticeFor([]), noticeHash: randomHash() },
  receiptNumber: `${Math.random()
    .toString(32)
    .toUpperCase()
    .replaceAll(/[^0-9A-HJ-KM-NP-TV-Z]/g, "")}00000000`.replace(/^(.{4})(.{4}).*$/, "$1-$2"),
});

const signingIn = (provider: IdentityProvider) => ({ providerId: provider.id, syncPolicy: "provider-wins" }) as const;

const storedOf = async (database: Database, userId: string) =>
  Object.fromEntries(
    ((await getUser(database.orm, userId))?.values ?? []).map(({ attribute, value }) => [attribute, value]),
  );

/**
 * Decides on, or acknowledges, what the provider asks or tells now: these are granted, and everything else is denied.
 */
async function decide(
  database: Database,
  provider: IdentityProvider,
  userId: string,
  granted: Readonly<Record<string, string>>,
  { attributes = Object.keys(granted), sent = {} }: { attributes?: string[]; sent?: Record<string, string> } = {},
) {
  const versions = await livePurposes(database.orm, provider.id);
  const asked = versions.flatMap(({ versionId, attributes: all }) =>
    all
      .filter(({ key }) => attributes.includes(key))
      .map(({ key, mandatory }) => ({ versionId, attribute: key, mandatory })),
  );
  return decideAgain(database, {
    pending: { keyHash: randomHash(), expiresAt: inMinutes(10) },
    session: { tokenHash: randomHash(), expiresAt: inMinutes(10) },
    ...shown(),
    userId,
    signingIn: signingIn(provider),
    shownVersions: versions.map(({ versionId }) => versionId),
    sent,
    values: Object.entries(granted).map(([attribute, value]) => ({ attribute, value, source: "provider" })),
    decisions: asked.map((item) => {
      const yes = Object.hasOwn(granted, item.attribute);
      return { item, state: yes ? "granted" : "denied", source: yes ? "provider" : null } as const;
    }),
  });
}

describe("accounts without asking", () => {
  const database = useDatabase();

  test("an account has what was told, with a receipt of a notice and its grants, and nothing is called consent", async () => {
    await makePurpose(database(), { attributes: [asks("phone_number", true)] });
    const provider = await makeTellingProvider(database());
    const agreed = { email: uniqueWord("e"), name: uniqueWord("n") };
    const { userId, receiptNumber } = await makePerson(database(), provider, { agreed });
    const user = await getUser(database().orm, userId);
    expect(await storedOf(database(), userId)).toEqual(agreed);
    expect(user?.receipts).toMatchObject([{ number: receiptNumber, kind: "notice", granted: 2, asked: 2 }]);
    expect(user?.versions[0]?.basis).toEqual({ kind: "notice", providerId: provider.id, lawful: "contract" });
    const [row] = await database().orm.execute(sql`
      select kind, collection_method from receipt where number = ${receiptNumber}`);
    expect(row).toEqual({ kind: "notice", collection_method: "notice" });
    const [event] = await latestEvents(database().orm, { limit: 1, pseudonym: user?.pseudonym ?? "" });
    expect(event).toMatchObject({ type: "provisioned", details: { told: 2, stored: 2 } });
    expect(await verifyLedger(database().orm)).toMatchObject({ ok: true });
  });

  test("an empty list leads to an account with the identity only, and a receipt", async () => {
    const provider = await makeTellingProvider(database(), { notice: { attributes: [] } });
    const { userId } = await makePerson(database(), provider);
    const user = await getUser(database().orm, userId);
    expect([user?.values, user?.receipts.map(({ kind }) => kind)]).toEqual([[], ["notice"]]);
  });

  test("a value that is not on the list fails the whole transaction", async () => {
    const provider = await makeTellingProvider(database());
    const canary = uniqueWord("canary");
    const input = await makeDecision(database(), provider, { agreed: { email: canary, phone_number: canary } });
    await expect(provision(database(), input)).rejects.toMatchObject({ constraint: "attribute_value_has_live_grant" });
    expect(await dumpTables(database().orm)).not.toContain(canary);
  });

  test("a notice at a provider that asks, or a decision at one that tells, is refused and stores nothing", async () => {
    const provider = await makeTellingProvider(database());
    const told = await makeDecision(database(), provider);
    await editProvider(database(), provider, { jitMode: "ask" });
    const asked = await makeDecision(database(), provider, { agreed: { phone_number: uniqueWord("p") } });
    expect(await provision(database(), told)).toEqual({ ok: false, code: "purposes-changed" });
    await editProvider(database(), provider, { jitMode: "notice" });
    expect(await provision(database(), asked)).toEqual({ ok: false, code: "purposes-changed" });
    // Calls that treat a notice as a decision, or a decision as a notice.
    const { kind: _, ...pretended } = await makeDecision(database(), provider);
    expect(await provision(database(), pretended)).toEqual({ ok: false, code: "purposes-changed" });
    await editProvider(database(), provider, { jitMode: "off" });
    expect(await provision(database(), told)).toEqual({ ok: false, code: "provider-disabled" });
  });

  test("a notice that changed while a person reads it is refused", async () => {
    const provider = await makeTellingProvider(database());
    const told = await makeDecision(database(), provider);
    await editProvider(database(), provider, { notice: { attributes: ["email"] } });
    expect(await provision(database(), told)).toEqual({ ok: false, code: "purposes-changed" });
  });

  test("the database refuses a receipt, a grant and a version with a contradicting legal basis", async () => {
    const provider = await makeTellingProvider(database());
    const { userId } = await makePerson(database(), provider, { agreed: { email: uniqueWord("e") } });
    const { versionId, purposeId } = await makePurpose(database(), { attributes: [asks("email")] });
    const refuses = (statement: ReturnType<typeof sql>, constraint: string) =>
      expect(database().orm.execute(statement), constraint).rejects.toMatchObject({ code: "23514", constraint });
    await refuses(
      sql`insert into receipt_item (receipt_id, purpose_version_id, attribute_key, state, mandatory, source, decided_at)
        select id, ${versionId}, 'email', 'granted', false, 'provider', decided_at from receipt where kind = 'notice' limit 1`,
      "receipt_item_of_basis",
    );
    await refuses(
      sql`insert into consent_grant (user_id, purpose_id, purpose_version_id, attribute_key, receipt_id)
        select ${userId}, ${purposeId}, ${versionId}, 'email', id from receipt where kind = 'notice' limit 1`,
      "consent_grant_of_basis",
    );
    await refuses(
      sql`insert into purpose_version (purpose_id, number, material, retention_kind, lawful_basis)
        values (${purposeId}, 9, false, 'withdrawn', 'contract')`,
      "purpose_version_basis_of_purpose",
    );
    await refuses(
      sql`insert into purpose_version (purpose_id, number, material, retention_kind)
        select id, 9, false, 'withdrawn' from purpose where provider_id = ${provider.id}`,
      "purpose_version_basis_of_purpose",
    );
    await database().orm.execute(sql`
      insert into purpose_version (id, purpose_id, number, material, retention_kind, lawful_basis)
      select '7d0d8f5c-6f0e-4a52-9a5e-3f2a6f1b9c11', id, 9, false, 'withdrawn', 'contract'
      from purpose where provider_id = ${provider.id}`);
    await refuses(
      sql`insert into purpose_version_attribute (version_id, attribute_key, position, mandatory)
        values ('7d0d8f5c-6f0e-4a52-9a5e-3f2a6f1b9c11', 'email', 1, true)`,
      "purpose_version_attribute_mandatory_if_asked",
    );
  });

  test("a notice is not listed, asked, agreed to or withdrawn like a purpose", async () => {
    const provider = await makeTellingProvider(database());
    const agreed = { email: uniqueWord("e") };
    const { userId } = await makePerson(database(), provider, { agreed });
    const [version] = await livePurposes(database().orm, provider.id);
    const { purposeId = "", versionId = "" } = version ?? {};
    expect((await listPurposes(database().orm)).map(({ id }) => id)).not.toContain(purposeId);
    expect(await getPurpose(database().orm, purposeId)).toBeNull();
    const item = { versionId, attribute: "name", mandatory: false };
    expect(await grantLater(database(), { userId, provider, item, typed: "n", ...shown() })).toMatchObject({
      code: "purposes-changed",
    });
    const about = { userId, purposeId, versionId, attribute: "email" };
    expect(await withdraw(database(), { ...about, ...shown() })).toEqual({ ok: false, code: "not-consent" });
    expect(await storedOf(database(), userId)).toEqual(agreed);
  });

  test("each change of words or list is a version, with before and after in the audit log; saving no change adds none", async () => {
    const provider = await makeTellingProvider(database());
    const versions = () =>
      database().orm.execute<{ n: number; asks: boolean; material: boolean }>(sql`
      select v.number as n, v.asks_all as asks, v.material from purpose_version v join purpose p on p.id = v.purpose_id
      where p.provider_id = ${provider.id} order by v.number`);
    const told = async () => {
      const { entries } = await listAudit(database().orm, {}, { limit: 1 });
      return entries[0]?.details;
    };
    await editProvider(database(), provider, { hint: "Another hint" });
    expect(await versions()).toHaveLength(1);
    await editProvider(database(), provider, { notice: { description: "Why else." } });
    expect(await told()).toMatchObject({ noticeTextBefore: noticeForm().description, noticeText: "Why else." });
    await editProvider(database(), provider, { notice: { description: "Why else.", attributes: ["email"] } });
    expect(await told()).toMatchObject({ noticeAttributesBefore: "email, name", noticeAttributes: "email" });
    await editProvider(database(), provider, { jitMode: "ask" });
    expect(await told()).toMatchObject({ jitModeBefore: "notice", jitMode: "ask" });
    expect(await versions()).toEqual([
      { n: 1, asks: false, material: true },
      { n: 2, asks: true, material: true },
      { n: 3, asks: false, material: false },
    ]);
    expect((await findById(database().orm, provider.id))?.notice).toEqual(
      noticeForm({ description: "Why else.", attributes: ["email"] }),
    );
  });

  test("a provider without a notice cannot make accounts without asking", async () => {
    const provider = await makeTellingProvider(database());
    const other = { ...provider, id: crypto.randomUUID(), slug: uniqueWord("p"), notice: null };
    expect(await saveProvider(database().orm, other, null)).toEqual({ ok: false, code: "notice-missing" });
    expect(await findById(database().orm, other.id)).toBeNull();
  });

  test("a provider whose notice may have been read cannot be deleted", async () => {
    const provider = await makeTellingProvider(database());
    expect(await deleteProvider(database().orm, provider.id, null)).toEqual({ ok: false, code: "in-use" });
  });

  test("what is removed from the list is erased at the next sign-in or by the retention job", async () => {
    const provider = await makeTellingProvider(database());
    const agreed = () => ({ email: uniqueWord("e"), name: uniqueWord("canary") });
    const [here, away] = [agreed(), agreed()];
    const { userId } = await makePerson(database(), provider, { agreed: here });
    const { userId: absent } = await makePerson(database(), provider, { agreed: away });
    await editProvider(database(), provider, { notice: { attributes: ["email"] } });
    const sent = { email: here.email, name: here.name };
    await refreshValues(database(), { userId, signingIn: signingIn(provider), sent });
    expect(await storedOf(database(), userId)).toEqual({ email: here.email });
    expect(await storedOf(database(), absent)).toEqual(away);
    await runRetention(database(), { refusalDays: 30, batch: 1 });
    expect(await storedOf(database(), absent)).toEqual({ email: away.email });
    const tables = await dumpTables(database().orm);
    expect([tables.includes(here.name), tables.includes(away.name)]).toEqual([false, false]);
    // If it is on the list again, people are told again, and nothing is restored automatically.
    await editProvider(database(), provider, { notice: { attributes: ["email", "name"] } });
    await refreshValues(database(), { userId, signingIn: signingIn(provider), sent });
    expect(await storedOf(database(), userId)).toEqual({ email: here.email });
  });

  test("a longer list is told to people with an account, with its own receipt, beside what they agreed to", async () => {
    await database().orm.execute(
      sql`update purpose set status = 'archived', archived_at = now() where provider_id is null`,
    );
    const { purposeId } = await makePurpose(database(), { attributes: [asks("phone_number")] });
    const provider = await makeTellingProvider(database(), {
      jitMode: "ask",
      purposesMode: "chosen",
      purposes: [purposeId],
    });
    const phone = uniqueWord("p");
    const { userId } = await makePerson(database(), provider, { agreed: { phone_number: phone } });
    await editProvider(database(), provider, { jitMode: "notice", purposes: [purposeId] });
    const told = { email: uniqueWord("e"), name: uniqueWord("n") };
    expect(await decide(database(), provider, userId, told, { sent: { phone_number: phone } })).toEqual({ ok: true });
    expect(await storedOf(database(), userId)).toEqual({ ...told, phone_number: phone });
    const user = await getUser(database().orm, userId);
    expect(user?.receipts.map(({ kind }) => kind)).toEqual(["notice", "consent"]);
    const events = await latestEvents(database().orm, { limit: 9, pseudonym: user?.pseudonym ?? "" });
    expect(events.map(({ type }) => type)).toEqual(["told", "provisioned"]);
    const facts = await database().orm.execute<{ type: string }>(sql`
      select type from outbox where payload ->> 'pseudonym' = ${user?.pseudonym} order by id`);
    expect(facts.map(({ type }) => type)).toEqual(["provisioned", "granted", "granted"]);
    // Asking again: what they agreed to stays, and they have answered everything that is asked, so the notice ends.
    await editProvider(database(), provider, { jitMode: "off" });
    await refreshValues(database(), { userId, signingIn: signingIn(provider), sent: { ...told, phone_number: phone } });
    expect(Object.keys(await storedOf(database(), userId))).toHaveLength(3);
    await editProvider(database(), provider, { jitMode: "ask", purposes: [purposeId] });
    await refreshValues(database(), { userId, signingIn: signingIn(provider), sent: { ...told, phone_number: phone } });
    expect(await storedOf(database(), userId)).toEqual({ phone_number: phone });
    expect(await dumpTables(database().orm)).not.toContain(told.name);
  });

  test("once the provider asks, the answer replaces the notice, and only what was agreed to stays", async () => {
    const { purposeId } = await makePurpose(database(), { attributes: [asks("email"), asks("phone_number")] });
    const provider = await makeTellingProvider(database(), { purposesMode: "chosen", purposes: [purposeId] });
    const told = { email: uniqueWord("e"), name: uniqueWord("n") };
    const { userId } = await makePerson(database(), provider, { agreed: told });
    await editProvider(database(), provider, { jitMode: "ask", purposes: [purposeId] });
    // Nothing is erased before they answer.
    expect(await storedOf(database(), userId)).toEqual(told);
    expect(await decide(database(), provider, userId, {}, { attributes: ["email", "phone_number"] })).toEqual({
      ok: true,
    });
    expect(await storedOf(database(), userId)).toEqual({});
    expect((await readConsentState(database().orm, userId)).grants).toEqual([]);
  });

  test("a provider that asks for nothing keeps what it told", async () => {
    const provider = await makeTellingProvider(database(), { purposesMode: "chosen", purposes: [] });
    const told = { email: uniqueWord("e") };
    const { userId } = await makePerson(database(), provider, { agreed: told });
    await editProvider(database(), provider, { jitMode: "ask" });
    await refreshValues(database(), { userId, signingIn: signingIn(provider), sent: told });
    expect(await storedOf(database(), userId)).toEqual(told);
  });
});
