import { createHash, randomBytes } from "node:crypto";
import { canonicalShownText, receiptNumber } from "@assent/consent/receipt/receipt";
import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { latestEvents } from "../audit/events.ts";
import type { IdentityProvider } from "../providers/identity-provider.ts";
import { getUser } from "../users/user-detail.ts";
import { type DecisionInput, decideAgain, postpone } from "./decide-again.ts";
import { closeAccount } from "./close-account.ts";
import { correctValue } from "./correct.ts";
import { grantLater } from "./grant-later.ts";
import { refreshValues } from "./refresh.ts";
import type { NewReceipt } from "./later-receipt.ts";
import type { Database } from "../engine/open.ts";
import { findIdentity } from "../users/people.ts";
import { provision } from "./provision.ts";
import { livePurposes } from "../purposes/purposes.ts";
import { findReceipt, findReceiptOfUser } from "../audit/receipts.ts";
import { event } from "../schema/event.ts";
import { users } from "../schema/users.ts";
import { createSession, findSession } from "../users/sessions.ts";
import { readConsentState } from "./consent-state.ts";
import { useDatabase } from "../testing/databases.ts";
import { countRows, dumpTables } from "../testing/dump.ts";
import {
  asks,
  inMinutes,
  makeDecision,
  makePerson,
  makeProvider,
  makePurpose,
  noticeFor,
  publishNext,
  randomHash,
  uniqueWord,
} from "../testing/factories.ts";
import { withdraw } from "./withdraw.ts";

function shown(): NewReceipt {
  const notice = noticeFor([]);
  const noticeHash = createHash("sha256").update(canonicalShownText(notice)).digest("hex");
  return { language: "en", notice, noticeHash, receiptNumber: receiptNumber(randomBytes(5)) };
}

type Asked = { readonly purposeId: string; readonly versionId: string };
const ids = ({ purposeId, versionId }: Asked) => ({ purposeId, versionId });

/** Two purposes that share the email address, and a provider that asks both. */
async function scene(database: Database, syncPolicy: IdentityProvider["syncPolicy"] = "provider-wins") {
  const recovery = await makePurpose(database, {
    attributes: [asks("name", true), asks("email"), asks("phone_number")],
  });
  const news = await makePurpose(database, { attributes: [asks("email")] });
  const purposes = [recovery.purposeId, news.purposeId];
  const provider = await makeProvider(database, { purposesMode: "chosen", purposes, syncPolicy });
  return { recovery, news, provider, signingIn: { providerId: provider.id, syncPolicy } };
}

const valuesOf = async ({ orm }: Database, userId: string) =>
  Object.fromEntries(((await getUser(orm, userId))?.values ?? []).map(({ attribute, value }) => [attribute, value]));

const typesOf = async ({ orm }: Database, pseudonym: string) =>
  (await latestEvents(orm, { limit: 50, pseudonym })).map(({ type }) => type).sort();

describe("withdrawing and what follows", () => {
  const database = useDatabase();

  test("erases the value when nothing else covers it, in one transaction with receipt and event", async () => {
    const { recovery, provider } = await scene(database());
    const phone = uniqueWord("canary");
    const { userId, input } = await makePerson(database(), provider, {
      agreed: { name: "Ana", email: "ana@example.org", phone_number: phone },
    });
    const withdrawal = { userId, ...ids(recovery), attribute: "phone_number", ...shown() };
    const done = await withdraw(database(), withdrawal);
    expect(done).toEqual({ ok: true, receiptNumber: withdrawal.receiptNumber, erased: true });
    expect(await dumpTables(database().orm)).not.toContain(phone);
    expect(await findReceiptOfUser(database().orm, withdrawal.receiptNumber, userId)).toMatchObject({
      kind: "withdrawal",
      collectionMethod: "web-form",
      items: [{ attribute: "phone_number", state: "denied", source: null }],
    });
    const user = await getUser(database().orm, userId);
    const decision = user?.decisions.find(
      ({ attribute, purposeId }) => attribute === "phone_number" && purposeId === recovery.purposeId,
    );
    expect(decision).toMatchObject({ state: "denied", grant: null });
    expect(await typesOf(database(), user?.pseudonym ?? "")).toEqual(["provisioned", "withdrawn"]);
    expect(user?.receipts.map(({ kind }) => kind)).toEqual(["withdrawal", "consent"]);
    expect(input.receiptNumber).not.toBe(withdrawal.receiptNumber);
  });

  test("a suspended person withdraws without a session, and not in one", async () => {
    const { recovery, provider } = await scene(database());
    const agreed = { name: "Ana", phone_number: uniqueWord("canary") };
    const { userId } = await makePerson(database(), provider, { agreed });
    await database().orm.update(users).set({ status: "suspended" }).where(eq(users.id, userId));
    const of = () => ({ userId, ...ids(recovery), attribute: "phone_number", ...shown() });
    expect(await withdraw(database(), of())).toEqual({ ok: false, code: "not-active" });
    expect(await withdraw(database(), { ...of(), withoutSession: true })).toMatchObject({ ok: true, erased: true });
    expect(await closeAccount(database(), { userId })).toMatchObject({ ok: true });
    const late = { ...of(), attribute: "name", withoutSession: true };
    expect(await withdraw(database(), late)).toEqual({ ok: false, code: "not-active" });
  });

  test("keeps the value for another purpose", async () => {
    const { recovery, news, provider } = await scene(database());
    const { userId } = await makePerson(database(), provider);
    const of = (purpose: Asked) => ({ userId, ...ids(purpose), attribute: "email", ...shown() });
    expect(await withdraw(database(), of(recovery))).toMatchObject({ ok: true, erased: false });
    expect(await valuesOf(database(), userId)).toHaveProperty("email");
    expect(await withdraw(database(), of(news))).toMatchObject({ ok: true, erased: true });
    expect(await valuesOf(database(), userId)).not.toHaveProperty("email");
  });

  test("refuses what is mandatory, not granted, another person's, or already withdrawn", async () => {
    const { recovery, news, provider } = await scene(database());
    const { userId } = await makePerson(database(), provider, { agreed: { name: "Ana", email: "a@example.org" } });
    const other = await makePerson(database(), provider, { agreed: { name: "Bo" } });
    const of = (purpose: Asked, attribute: string, who = userId) => ({
      userId: who,
      ...ids(purpose),
      attribute,
      ...shown(),
    });
    const before = await valuesOf(database(), userId);
    const no = (code: string) => ({ ok: false, code });
    expect(await withdraw(database(), of(recovery, "name"))).toEqual(no("mandatory"));
    expect(await withdraw(database(), of(recovery, "phone_number"))).toEqual(no("not-granted"));
    expect(await withdraw(database(), of(recovery, "shoe_size"))).toEqual(no("not-granted"));
    expect(await withdraw(database(), of(news, "email", other.userId))).toEqual(no("not-granted"));
    expect(await valuesOf(database(), userId)).toEqual(before);
    expect(await withdraw(database(), of(news, "email"))).toMatchObject({ ok: true });
    expect(await withdraw(database(), of(news, "email"))).toEqual(no("not-granted"));
  });

  test("a later sign-in refreshes only what is granted", async () => {
    const { provider, signingIn } = await scene(database());
    const { userId } = await makePerson(database(), provider, { agreed: { name: "Ana", email: "old@example.org" } });
    const canary = uniqueWord("canary");
    const sent = { name: "Ana", email: "new@example.org", phone_number: canary, nobody: canary };
    expect(await refreshValues(database(), { userId, signingIn, sent })).toBe(true);
    expect(await valuesOf(database(), userId)).toEqual({ name: "Ana", email: "new@example.org" });
    await refreshValues(database(), { userId, signingIn, sent: { email: "new@example.org" } });
    const user = await getUser(database().orm, userId);
    expect(user?.values.map(({ attribute, missingSince }) => [attribute, missingSince !== null])).toEqual([
      ["email", false],
      ["name", true],
    ]);
    await refreshValues(database(), { userId, signingIn, sent: { name: "Ana" } });
    expect(await valuesOf(database(), userId), "optional and no longer sent").toEqual({ name: "Ana" });
    expect((await getUser(database().orm, userId))?.values[0]?.missingSince).toBeNull();
  });

  test("an unusable claim changes no value, and its date is kept until a usable one is sent", async () => {
    const { provider, signingIn } = await scene(database());
    const { userId } = await makePerson(database(), provider, { agreed: { name: "Ana", email: "old@example.org" } });
    const signIn = (sent: Record<string, string>, ...unusable: string[]) =>
      refreshValues(database(), { userId, signingIn: { ...signingIn, unusable: new Set(unusable) }, sent });
    const unusable = async () => {
      const values = (await getUser(database().orm, userId))?.values ?? [];
      return values.filter(({ unusableSince }) => unusableSince !== null).map(({ attribute }) => attribute);
    };
    await signIn({}, "email", "name");
    expect(await valuesOf(database(), userId)).toEqual({ name: "Ana", email: "old@example.org" });
    expect(await unusable()).toEqual(["email", "name"]);
    await signIn({ email: "old@example.org" }, "name");
    expect(await unusable()).toEqual(["name"]);
    await signIn({ email: "new@example.org" });
    const name = (await getUser(database().orm, userId))?.values.find(({ attribute }) => attribute === "name");
    expect([name?.unusableSince, name?.missingSince === null]).toEqual([null, false]);
  });

  test("first sign-in only: what is stored stays", async () => {
    const { provider, signingIn } = await scene(database(), "first-sign-in");
    const { userId } = await makePerson(database(), provider, { agreed: { name: "Ana", email: "old@example.org" } });
    await refreshValues(database(), { userId, signingIn, sent: { name: "Changed" } });
    expect(await valuesOf(database(), userId)).toEqual({ name: "Ana", email: "old@example.org" });
  });

  test("agreeing later stores what was entered, a refresh keeps it, and a correction changes it", async () => {
    const { recovery, provider, signingIn } = await scene(database());
    const { userId } = await makePerson(database(), provider, { agreed: { name: "Ana" } });
    const item = { versionId: recovery.versionId, attribute: "phone_number", mandatory: false };
    const grant = { userId, provider, item, typed: "+44 7700 900001", ...shown() };
    expect(await grantLater(database(), grant)).toMatchObject({ ok: true, stored: true });
    expect(await grantLater(database(), { ...grant, ...shown() })).toEqual({ ok: false, code: "already-granted" });
    await refreshValues(database(), { userId, signingIn, sent: { name: "Ana", phone_number: "+44 7700 900002" } });
    expect(await valuesOf(database(), userId)).toMatchObject({ phone_number: "+44 7700 900001" });
    expect(await correctValue(database(), { userId, attribute: "phone_number", value: "+44 7700 900003" })).toBe(true);
    expect(await correctValue(database(), { userId, attribute: "name", value: "Eve" }), "the provider's").toBe(false);
    expect(await correctValue(database(), { userId, attribute: "email", value: "e@example.org" }), "refused").toBe(
      false,
    );
    expect(await valuesOf(database(), userId)).toEqual({ name: "Ana", phone_number: "+44 7700 900003" });
  });

  test("agreeing later without a value waits for the provider's", async () => {
    const { recovery, provider, signingIn } = await scene(database());
    const { userId } = await makePerson(database(), provider, { agreed: { name: "Ana" } });
    const item = { versionId: recovery.versionId, attribute: "phone_number", mandatory: false };
    const granted = await grantLater(database(), { userId, provider, item, typed: null, ...shown() });
    expect(granted).toMatchObject({ ok: true, stored: false });
    await refreshValues(database(), { userId, signingIn, sent: { name: "Ana", phone_number: "+44 7700 900002" } });
    expect(await valuesOf(database(), userId)).toMatchObject({ phone_number: "+44 7700 900002" });
  });

  test("agreeing later to an outdated version stores nothing", async () => {
    const { recovery, provider } = await scene(database());
    const { userId } = await makePerson(database(), provider, { agreed: { name: "Ana" } });
    await publishNext(database(), recovery.purposeId, { ...recovery.form, description: "Else." });
    const item = { versionId: recovery.versionId, attribute: "phone_number", mandatory: false };
    const result = await grantLater(database(), { userId, provider, item, typed: "+44 7700 900001", ...shown() });
    expect(result).toEqual({ ok: false, code: "purposes-changed" });
    expect(await valuesOf(database(), userId)).toEqual({ name: "Ana" });
  });

  /** The answer of a person who is asked again about the newest version of the first purpose. */
  async function again(at: Awaited<ReturnType<typeof scene>>, userId: string, agreed: Record<string, string>) {
    const [version] = await livePurposes(database().orm, at.provider.id);
    const decisions = (version?.attributes ?? []).map(({ key, mandatory }) => {
      const granted = Object.hasOwn(agreed, key);
      const item = { versionId: version?.versionId ?? "", attribute: key, mandatory };
      return { item, state: granted ? "granted" : "denied", source: granted ? "provider" : null } as const;
    });
    const values = Object.entries(agreed).map(([attribute, value]) => ({
      attribute,
      value,
      source: "provider" as const,
    }));
    const input: DecisionInput = {
      userId,
      signingIn: at.signingIn,
      pending: { keyHash: randomHash(), expiresAt: inMinutes(10) },
      shownVersions: [version?.versionId ?? ""],
      decisions,
      values,
      sent: {},
      session: { tokenHash: randomHash(), expiresAt: inMinutes(60), authentication: { at: new Date(), acr: null } },
      ...shown(),
    };
    return input;
  }

  test("the planner statistics contain no value and no subject, so none survives its erasure there", async () => {
    const { provider } = await scene(database());
    const values = { name: uniqueWord("canary"), email: `${uniqueWord("canary")}@example.org` };
    const { input } = await makePerson(database(), provider, { agreed: values });
    await database().orm.execute(sql`analyze`);
    const [known] = await database().orm.execute<{ all: string }>(sql`
      select string_agg(s::text, ' ') as all from pg_stats s where schemaname = 'public'`);
    expect(known?.all).toContain("email");
    for (const value of [...Object.values(values), input.subject]) expect(known?.all).not.toContain(value);
  });

  test("closing the first administrator's account cuts the time at which its link was used", async () => {
    const { provider } = await scene(database());
    const { userId } = await makePerson(database(), provider, { agreed: { name: "Ana" } });
    await database().orm.execute(sql`insert into setup_link (token_hash, expires_at, used_at, used_by)
      values (${randomHash()}, now() + interval '1 day', '2026-03-04T05:06:07.089Z', ${userId})`);
    await closeAccount(database(), { userId });
    const [link] = await database().orm.execute<{ usedAt: Date }>(sql`
      select used_at as "usedAt" from setup_link where used_by = ${userId}`);
    expect(link?.usedAt).toEqual(new Date("2026-03-01T00:00:00Z"));
  });

  test("asked again: new grants replace earlier ones, a refusal ends them, and the session begins", async () => {
    const at = await scene(database());
    const { userId } = await makePerson(database(), at.provider, {
      agreed: { name: "Ana", email: "a@example.org", phone_number: "+44 7700 900001" },
    });
    await publishNext(database(), at.recovery.purposeId, at.recovery.form, { asksAll: true });
    const input = await again(at, userId, { name: "Ana", email: "new@example.org" });
    expect(await decideAgain(database(), input)).toEqual({ ok: true });
    expect(await valuesOf(database(), userId)).toEqual({ name: "Ana", email: "new@example.org" });
    expect(await findSession(database().orm, input.session.tokenHash)).toMatchObject({ userId, isFresh: true });
    const consentState = await readConsentState(database().orm, userId);
    const versions = consentState.decisions.map(({ attribute, state, version }) => [attribute, state, version.number]);
    expect(versions).toContainEqual(["phone_number", "denied", 2]);
    expect(versions).toContainEqual(["name", "granted", 2]);
    const user = await getUser(database().orm, userId);
    expect(await typesOf(database(), user?.pseudonym ?? "")).toEqual(["denied", "granted", "provisioned", "withdrawn"]);
    expect(await decideAgain(database(), input)).toEqual({ ok: false, code: "already-used" });
  });

  test("a withdrawal with the text of another version than the agreed one changes nothing", async () => {
    const at = await scene(database());
    const agreed = { name: "Ana", email: "a@example.org" };
    const { userId } = await makePerson(database(), at.provider, { agreed });
    const { versionId } = await publishNext(database(), at.recovery.purposeId, at.recovery.form, { asksAll: true });
    await decideAgain(database(), await again(at, userId, agreed));
    const of = (purpose: Asked) => ({ userId, ...ids(purpose), attribute: "email", ...shown() });
    const before = await countRows(database().orm);
    expect(await withdraw(database(), of(at.recovery))).toEqual({ ok: false, code: "changed" });
    expect(await countRows(database().orm)).toEqual(before);
    expect(await withdraw(database(), of({ ...at.recovery, versionId }))).toMatchObject({ ok: true });
  });

  test("postponed: the session begins, granted values are refreshed, and no decision is recorded", async () => {
    const at = await scene(database());
    const { userId } = await makePerson(database(), at.provider, { agreed: { name: "Ana" } });
    const { pending, session, signingIn } = await again(at, userId, {});
    const user = await getUser(database().orm, userId);
    const before = await countRows(database().orm);
    const input = { userId, pending, session, signingIn, sent: { name: "Ana B.", email: uniqueWord("canary") } };
    expect(await postpone(database(), input)).toEqual({ ok: true });
    expect(await valuesOf(database(), userId)).toEqual({ name: "Ana B." });
    expect(await findSession(database().orm, session.tokenHash)).toMatchObject({ userId });
    const after = await countRows(database().orm);
    expect([after["receipt"], after["receipt_item"]]).toEqual([before["receipt"], before["receipt_item"]]);
    expect(await typesOf(database(), user?.pseudonym ?? "")).toEqual(["refreshed", "provisioned"].sort());
    expect(await postpone(database(), input)).toEqual({ ok: false, code: "already-used" });
    await closeAccount(database(), { userId });
    const late = { ...input, ...{ pending: (await again(at, userId, {})).pending } };
    expect(await postpone(database(), late)).toEqual({ ok: false, code: "not-active" });
  });

  test("asked again: a suspended account is refused before the decision is checked", async () => {
    const at = await scene(database());
    const { userId } = await makePerson(database(), at.provider, { agreed: { name: "Ana" } });
    const input = await again(at, userId, { name: "Eve", email: uniqueWord("canary") });
    await database().orm.update(users).set({ status: "suspended" }).where(eq(users.id, userId));
    const before = await countRows(database().orm);
    expect(await decideAgain(database(), input)).toEqual({ ok: false, code: "not-active" });
    expect(await countRows(database().orm)).toEqual(before);
    expect(await valuesOf(database(), userId)).toEqual({ name: "Ana" });
    expect(await findSession(database().orm, input.session.tokenHash)).toBeNull();
    await publishNext(database(), at.recovery.purposeId, { ...at.recovery.form, description: "Else." });
    expect(await decideAgain(database(), input)).toEqual({ ok: false, code: "not-active" });
  });

  test("asked again: nothing changes if purposes changed, the account is closed, or it is too late", async () => {
    const at = await scene(database());
    const { userId } = await makePerson(database(), at.provider, { agreed: { name: "Ana" } });
    const input = await again(at, userId, { name: "Eve", email: uniqueWord("canary") });
    const late = { ...input, pending: { ...input.pending, expiresAt: inMinutes(-1) } };
    expect(await decideAgain(database(), late)).toEqual({ ok: false, code: "expired" });
    await publishNext(database(), at.recovery.purposeId, { ...at.recovery.form, description: "Else." });
    expect(await decideAgain(database(), input)).toEqual({ ok: false, code: "purposes-changed" });
    const current = await again(at, userId, { name: "Eve" });
    expect(await valuesOf(database(), userId)).toEqual({ name: "Ana" });
    await closeAccount(database(), { userId });
    expect(await decideAgain(database(), current)).toEqual({ ok: false, code: "not-active" });
    expect(await valuesOf(database(), userId)).toEqual({});
  });

  test("closing erases values, sessions and identifier, keeps the proof, and no sign-in under way reopens the account", async () => {
    const { provider, signingIn } = await scene(database());
    const subject = uniqueWord("canary-subject");
    const agreed = { name: uniqueWord("canary"), email: uniqueWord("canary") };
    const inFlight = await makeDecision(database(), provider, { subject, agreed });
    const { userId, receiptNumber: number, input } = await makePerson(database(), provider, { subject, agreed });
    const pseudonym = (await getUser(database().orm, userId))?.pseudonym ?? "";
    expect(await closeAccount(database(), { userId })).toMatchObject({ ok: true });
    expect(await closeAccount(database(), { userId })).toEqual({ ok: false, code: "not-active" });
    const tables = await dumpTables(database().orm);
    for (const value of [subject, agreed.name, agreed.email]) expect(tables).not.toContain(value);
    expect(await findSession(database().orm, input.session?.tokenHash ?? "")).toBeNull();
    expect(await findReceipt(database().orm, number)).toMatchObject({ pseudonym, userId: null });
    expect(await typesOf(database(), pseudonym)).toEqual(["closed", "provisioned"]);
    // The remaining row does not lead to the pseudonym of its receipts.
    const rows = tables.split("\n").filter((line) => line.includes(userId));
    expect(new Set(rows.map((line) => line.split(" ")[0]))).toEqual(new Set(["federated_identity", "users"]));
    expect(rows.join("\n")).not.toContain(pseudonym);
    expect(await findIdentity(database().orm, provider.id, subject)).toMatchObject({ userId, status: "closed" });
    expect(await provision(database(), inFlight)).toEqual({ ok: false, code: "identity-exists" });
    expect(await refreshValues(database(), { userId, signingIn, sent: agreed })).toBe(false);
    const late = { tokenHash: randomHash(), userId, providerId: provider.id, expiresAt: inMinutes(5) };
    expect(await createSession(database().orm, late)).toBe(false);
    expect(await valuesOf(database(), userId)).toEqual({});
  });

  test("closing as the answer to a pending sign-in uses it up", async () => {
    const { provider } = await scene(database());
    const [ana, bo] = [await makePerson(database(), provider), await makePerson(database(), provider)];
    const pending = { keyHash: randomHash(), expiresAt: inMinutes(10) };
    expect(await closeAccount(database(), { userId: ana.userId, pending })).toMatchObject({ ok: true });
    expect(await closeAccount(database(), { userId: bo.userId, pending })).toEqual({ ok: false, code: "already-used" });
    expect(await getUser(database().orm, bo.userId)).toMatchObject({ status: "active" });
  });

  test("no event of these contains a value", async () => {
    const rows = await database()
      .orm.select({ details: event.details })
      .from(event)
      .where(eq(event.actorKind, "person"));
    for (const { details } of rows) {
      for (const [field, value] of Object.entries(details)) {
        expect(typeof value === "number" || field === "attribute", field).toBe(true);
      }
    }
  });
});

describe("refreshing, withdrawing and closing in parallel", () => {
  const database = useDatabase();

  test("leave no value without a live grant, in any order", { timeout: 60_000 }, async () => {
    const { recovery, news, provider, signingIn } = await scene(database());
    for (let round = 0; round < 8; round++) {
      const { userId } = await makePerson(database(), provider);
      const sent = { name: uniqueWord("n"), email: uniqueWord("e"), phone_number: uniqueWord("p") };
      const of = (purpose: Asked, attribute: string) => ({ userId, ...ids(purpose), attribute, ...shown() });
      const results = await Promise.allSettled([
        refreshValues(database(), { userId, signingIn, sent }),
        withdraw(database(), of(recovery, "email")),
        refreshValues(database(), { userId, signingIn, sent }),
        withdraw(database(), of(news, "email")),
        ...(round % 2 ? [closeAccount(database(), { userId })] : []),
        withdraw(database(), of(recovery, "phone_number")),
        refreshValues(database(), { userId, signingIn, sent }),
      ]);
      expect(results.filter(({ status }) => status === "rejected")).toEqual([]);
      const left = await valuesOf(database(), userId);
      expect(left).toEqual(round % 2 ? {} : { name: sent.name });
    }
    const [uncovered] = await database().orm.execute<{ count: number }>(sql`
      select count(*) as count from attribute_value v where not exists (
        select from consent_grant g where g.user_id = v.user_id and g.attribute_key = v.attribute_key
          and g.ended_at is null)`);
    expect(uncovered?.count).toBe(0);
  });
});
