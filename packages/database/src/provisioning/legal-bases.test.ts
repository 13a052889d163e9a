import { noticeBases } from "@assent/consent/purpose/purpose";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { latestEvents } from "../audit/events.ts";
import { countDecisionDays } from "../audit/decision-days.ts";
import { verifyLedger } from "../audit/ledger.ts";
import { findReceipt } from "../audit/receipts.ts";
import type { IdentityProvider } from "../providers/identity-provider.ts";
import { livePurposes } from "../purposes/purposes.ts";
import { useDatabase } from "../testing/databases.ts";
import {
  asks,
  inMinutes,
  makeDecision,
  makePerson,
  makeProvider,
  makePurpose,
  makeShown,
  publishNext,
  randomHash,
  tells,
} from "../testing/factories.ts";
import { getUser } from "../users/user-detail.ts";
import { agreedBefore } from "./agreed-before.ts";
import { closeAccount } from "./close-account.ts";
import { readConsentState } from "./consent-state.ts";
import { decideAgain } from "./decide-again.ts";
import { expireWithin } from "./expire.ts";
import { deciding } from "./deciding.ts";
import { grantLater } from "./grant-later.ts";
import { objectTo } from "./object.ts";
import { provision } from "./provision.ts";
import { withdraw } from "./withdraw.ts";

describe("a purpose with several legal bases", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  /** The contract's email address beside the consent to write to it, and to the phone number. */
  async function scene(overrides: Parameters<typeof makePurpose>[1] = {}) {
    const attributes = [tells("email", "contract"), asks("phone_number"), tells("name", "legitimate-interests")];
    const membership = await makePurpose(database(), { attributes, ...overrides });
    const news = await makePurpose(database(), { attributes: [asks("email")] });
    const purposes = [membership.purposeId, news.purposeId];
    const provider = await makeProvider(database(), { purposesMode: "chosen", purposes });
    return { membership, news, provider };
  }

  const grantsOf = (userId: string) =>
    orm().execute<{
      purposeId: string;
      key: string;
      basis: string | null;
      reason: string | null;
      days: number | null;
    }>(sql`
      select purpose_id as "purposeId", attribute_key as key, basis, end_reason as reason,
        round(extract(epoch from expires_at - granted_at) / 86400)::int as days
      from consent_grant where user_id = ${userId} order by granted_at, attribute_key, purpose_id`);

  const agreed = { email: "ana@example.org", name: "Ana" };

  test("is stored with each basis, and nothing refused is stored with it", async () => {
    const { membership, news, provider } = await scene();
    const input = await makeDecision(database(), provider, { agreed });
    // The newsletter is refused.
    const decisions = input.decisions.map((one) =>
      one.item.versionId === news.versionId ? { ...one, state: "denied" as const, source: null } : one,
    );
    const made = await provision(database(), { ...input, decisions });
    if (!made.ok) throw new Error(made.code);
    const { purposeId } = membership;
    expect(await grantsOf(made.userId)).toEqual([
      { purposeId, key: "email", basis: "contract", reason: null, days: null },
      { purposeId, key: "name", basis: "legitimate-interests", reason: null, days: null },
    ]);
    const user = await getUser(orm(), made.userId);
    expect(user?.values.map(({ attribute, value }) => [attribute, value])).toEqual(Object.entries(agreed));
    expect(user?.receipts).toMatchObject([{ kind: "consent", granted: 0, asked: 2, told: 2 }]);
    const receipt = await findReceipt(orm(), made.receiptNumber);
    expect(receipt?.items.map(({ attribute, state, basis }) => `${attribute} ${state} ${basis}`).sort()).toEqual([
      "email denied null",
      "email granted contract",
      "name granted legitimate-interests",
      "phone_number denied null",
    ]);
    const [event] = await latestEvents(orm(), { limit: 1, pseudonym: user?.pseudonym ?? "" });
    expect(event).toMatchObject({ type: "provisioned", details: { asked: 2, granted: 0 } });
    expect(await verifyLedger(orm())).toMatchObject({ ok: true });
  });

  test("lives as long as it is kept, whatever the validity of an agreement, and the replay knows both", async () => {
    const terms = { parties: [], storedIn: [], consentDays: 30, automated: false, logic: "", consequences: "" };
    const { provider } = await scene({ terms, retention: "days", retentionDays: 90 });
    const { userId } = await makePerson(database(), provider, {
      agreed: { ...agreed, phone_number: "+44 1632 960000" },
    });
    const days = (await grantsOf(userId)).map(({ key, basis, days: lives }) => `${key} ${basis} ${lives}`);
    expect(days).toEqual([
      ...["email contract 90", "email null null"].toSorted((a, b) => days.indexOf(a) - days.indexOf(b)),
      "name legitimate-interests 90",
      "phone_number null 30",
    ]);
    expect(await verifyLedger(orm())).toMatchObject({ ok: true });
  });

  const withdrawing = async (provider: IdentityProvider, attribute: string) => {
    const { userId } = await makePerson(database(), provider, { agreed });
    const [version] = await livePurposes(orm(), provider.id);
    const { purposeId = "", versionId = "" } = version ?? {};
    return { userId, item: { userId, purposeId, versionId, attribute } };
  };

  test("is not withdrawn, not granted later, and not refused", async () => {
    const { membership, provider } = await scene();
    const { userId, item } = await withdrawing(provider, "email");
    expect(await withdraw(database(), { ...item, ...makeShown() })).toEqual({ ok: false, code: "not-consent" });
    const asked = { versionId: membership.versionId, attribute: "name", mandatory: false };
    const later = { userId, provider, item: asked, typed: null, ...makeShown() };
    expect(await grantLater(database(), later)).toEqual({ ok: false, code: "purposes-changed" });
    const input = await makeDecision(database(), provider, { agreed });
    const refused = input.decisions.map((one) => ({ ...one, state: "denied" as const, source: null }));
    await expect(provision(database(), { ...input, decisions: refused })).rejects.toThrow(TypeError);
    expect((await grantsOf(userId)).every(({ reason }) => reason === null)).toBe(true);
  });

  test("is objected to only if something is kept on a basis that allows it", async () => {
    const { membership, provider } = await scene();
    const { userId } = await makePerson(database(), provider, { agreed });
    const objection = { userId, purposeId: membership.purposeId, language: "en" };
    expect(await objectTo(database(), objection)).toBe(true);
    const { userId: other } = await makePerson(database(), provider, { agreed: { email: "bo@example.org" } });
    // Of this person only the contract's email address is kept.
    expect(await objectTo(database(), { ...objection, userId: other })).toBe(false);
  });

  /** The same person decides again about all of the first purpose, as the form of the new version says. */
  async function again(
    { userId, provider, versionId }: { userId: string; provider: IdentityProvider; versionId: string },
    states: Readonly<Record<string, "granted" | "denied">>,
  ) {
    const signingIn = { providerId: provider.id, syncPolicy: "provider-wins" as const };
    return decideAgain(database(), {
      ...makeShown(),
      ...{ userId, signingIn, shownVersions: [versionId], sent: {} },
      pending: { keyHash: randomHash(), expiresAt: inMinutes(10) },
      values: Object.entries(agreed)
        .filter(([key]) => states[key] === "granted")
        .map(([attribute, value]) => ({ attribute, value, source: "provider" as const })),
      decisions: Object.entries(states).map(([attribute, state]) => ({
        ...{ item: { versionId, attribute, mandatory: false }, state },
        source: state === "granted" ? ("provider" as const) : null,
      })),
      session: { tokenHash: randomHash(), expiresAt: inMinutes(60), authentication: { at: null, acr: null } },
    });
  }

  test("changes its basis: it is material, people are told, and a withdrawal counts only what was agreed to", async () => {
    const { membership, provider } = await scene();
    const { userId } = await makePerson(database(), provider, { agreed });
    const pseudonym = (await getUser(orm(), userId))?.pseudonym ?? "";
    const { purposeId, form } = membership;
    const attributes = [asks("email"), tells("phone_number", "contract"), tells("name", "legitimate-interests")];
    const next = await publishNext(database(), purposeId, { ...form, attributes });
    const state = await readConsentState(orm(), userId);
    // So a receipt never says that the person renews or withdraws a consent that they did not give.
    const items = [{ ...next, attribute: "email", purposeId }];
    expect(await agreedBefore(orm(), userId, items)).toEqual({ live: [], expired: [] });
    expect(state.asking.get(purposeId)).toMatchObject([
      { number: 1 },
      { number: 2, asksAll: false, attributes: [{ key: "email" }, { basis: "contract" }, { key: "name" }] },
    ]);
    expect(await again({ userId, provider, ...next }, { email: "denied" })).toEqual({ ok: true });
    const ended = (await grantsOf(userId)).filter(({ reason }) => reason !== null);
    expect(ended).toMatchObject([{ key: "email", basis: "contract", reason: "withdrawn" }]);
    const types = (await latestEvents(orm(), { limit: 5, pseudonym })).map(({ type }) => type);
    expect(types).toContain("denied");
    // It had been told, and no one withdraws what they never agreed to.
    expect(types).not.toContain("withdrawn");
    const third = await publishNext(database(), purposeId, form);
    expect(await again({ userId, provider, ...third }, { email: "granted" })).toEqual({ ok: true });
    const [event] = await latestEvents(orm(), { limit: 1, pseudonym });
    expect(event).toMatchObject({ type: "told", details: { told: 1, stored: 1 } });
    expect((await grantsOf(userId)).at(-1)).toMatchObject({ key: "email", basis: "contract", reason: null });
    expect(await verifyLedger(orm())).toMatchObject({ ok: true });
  });

  test.each(noticeBases)("the database keeps receipts, grants and versions true to %s", async (basis) => {
    const { membership, provider } = await scene({ attributes: [tells("email", basis), asks("phone_number")] });
    const { userId } = await makePerson(database(), provider, { agreed: { email: "ana@example.org" } });
    const refuses = (statement: ReturnType<typeof sql>, constraint: string) =>
      expect(orm().execute(statement), constraint).rejects.toMatchObject({ code: "23514", constraint });
    const { versionId, purposeId } = membership;
    for (const wrong of [null, basis === "contract" ? "public-task" : "contract"]) {
      await refuses(
        sql`insert into receipt_item (receipt_id, purpose_version_id, attribute_key, state, mandatory, source, basis, decided_at)
          select r.id, ${versionId}, 'email', 'granted', false, 'provider', ${wrong}, r.decided_at from receipt r
          where not exists (select from receipt_item i where i.receipt_id = r.id and i.purpose_version_id = ${versionId}
            and i.attribute_key = 'email') and r.kind = 'consent' limit 1`,
        "receipt_item_basis_as_shown",
      );
      await refuses(
        sql`update consent_grant set basis = ${wrong} where user_id = ${userId} and basis is not null`,
        "consent_grant_basis_as_shown",
      );
    }
    await refuses(
      sql`insert into consent_grant (user_id, purpose_id, purpose_version_id, attribute_key, receipt_id, basis)
        select ${userId}, ${purposeId}, ${versionId}, 'phone_number', receipt_id, ${basis} from consent_grant
        where user_id = ${userId} limit 1`,
      "consent_grant_basis_as_shown",
    );
    await orm().execute(sql`
      insert into purpose_version (purpose_id, number, material, retention_kind) values (${purposeId}, 9, true, 'withdrawn')`);
    await orm().execute(sql`
      insert into purpose_version_attribute (version_id, attribute_key, position, mandatory, basis)
      select id, 'email', 1, false, ${basis} from purpose_version where purpose_id = ${purposeId} and number = 9`);
    await refuses(
      sql`update purpose_version set published_at = now() where purpose_id = ${purposeId} and number = 9`,
      "purpose_version_basis_has_reason",
    );
  });

  // The two last ones move times, so that the ledger no longer agrees.
  test("is counted as agreed to and refused only where people were asked", async () => {
    const { membership, provider } = await scene();
    await makePerson(database(), provider, { agreed });
    await orm().transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.execute(sql`update receipt set decided_at = decided_at - interval '2 days'`);
      await tx.execute(sql`update receipt_item set decided_at = decided_at - interval '2 days'`);
    });
    await countDecisionDays(database());
    const counted = await orm().execute(sql`
      select attribute_key as key, sum(agreed)::int as agreed, sum(refused)::int as refused from attribute_day
      where purpose_version_id = ${membership.versionId} group by 1`);
    expect(counted).toEqual([{ key: "phone_number", agreed: 0, refused: 1 }]);
  });

  test("ends with receipts that say the basis", async () => {
    const { provider } = await scene({ retention: "days", retentionDays: 1 });
    const { userId } = await makePerson(database(), provider, { agreed });
    const pseudonym = (await getUser(orm(), userId))?.pseudonym ?? "";
    await orm().transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.execute(sql`
        update consent_grant set expires_at = granted_at + interval '1 millisecond' where user_id = ${userId} and basis = 'contract'`);
    });
    await deciding(database(), (tx) => expireWithin(tx, userId));
    expect(await closeAccount(database(), { userId })).toMatchObject({ ok: true });
    const items = await orm().execute<{ item: string }>(sql`
      select r.kind || ' ' || i.attribute_key || ' ' || coalesce(i.basis, 'consent') as item from receipt r
      join receipt_item i on i.receipt_id = r.id where r.pseudonym = ${pseudonym} and i.state = 'ended' order by 1`);
    expect(items.map(({ item }) => item)).toEqual([
      "closing email consent",
      "closing name legitimate-interests",
      "expiry email contract",
    ]);
  });
});
