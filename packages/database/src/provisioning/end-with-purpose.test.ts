import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { listAudit } from "../audit/audit.ts";
import { erasuresSince, replayErasures } from "../audit/erasures.ts";
import { latestEvents } from "../audit/events.ts";
import { getUser } from "../users/user-detail.ts";
import { archivePurpose, restorePurpose } from "../purposes/purpose-editing.ts";
import { droppedImpact, endGrantsOfPurpose, purposeEndImpact } from "./end-with-purpose.ts";
import { getPurpose } from "../purposes/purposes.ts";
import { receiptStatus } from "../audit/receipt-status.ts";
import { findReceipt, receiptsOfUser } from "../audit/receipts.ts";
import { runRetention } from "../retention/retention.ts";
import { readConsentState } from "./consent-state.ts";
import { useDatabase } from "../testing/databases.ts";
import { dumpTables } from "../testing/dump.ts";
import {
  asks,
  makeAdministrator,
  makePerson,
  makeProvider,
  makePurpose,
  publishNext,
  uniqueWord,
} from "../testing/factories.ts";
import { refreshValues } from "./refresh.ts";

describe("archiving a purpose together with its grants", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  /** Two purposes that share the email address, and people who agreed to everything. */
  async function scene(count = 1) {
    const ends = await makePurpose(database(), { attributes: [asks("email", true), asks("nickname")] });
    const stays = await makePurpose(database(), { attributes: [asks("email")] });
    const purposes = [ends.purposeId, stays.purposeId];
    const provider = await makeProvider(database(), { purposesMode: "chosen", purposes });
    const people = [];
    for (let each = 0; each < count; each += 1) people.push(await makePerson(database(), provider));
    return { purposeId: ends.purposeId, stays, provider, people };
  }

  const held = async (userId: string) =>
    (await getUser(orm(), userId))?.values.map(({ attribute }) => attribute).sort();
  const end = async (purposeId: string, by: string | null = null) => {
    expect(await archivePurpose(orm(), purposeId, by, { endsGrants: true })).toEqual({ ok: true });
    await endGrantsOfPurpose(database(), purposeId, 2);
  };

  test("erases the values of every person that nothing else covers, in the transaction that ends their grants", async () => {
    const { purposeId, people } = await scene(5);
    const administrator = await makeAdministrator(database());
    const nicknames = people.flatMap(({ input }) => input.values.filter(({ attribute }) => attribute === "nickname"));
    await orm().execute(sql`update users set status = 'suspended' where id = ${people[4]?.userId}`);
    expect(await purposeEndImpact(orm(), purposeId)).toEqual({ people: 5, grants: 10, values: 5 });
    await end(purposeId, administrator.userId);
    for (const { userId } of people) expect(await held(userId)).toEqual(["email"]);
    const tables = await dumpTables(orm());
    for (const { value } of nicknames) expect(tables).not.toContain(value);
    expect(await purposeEndImpact(orm(), purposeId)).toEqual({ people: 0, grants: 0, values: 0 });
    expect(await getPurpose(orm(), purposeId)).toMatchObject({ status: "archived", endsGrants: true, people: 0 });

    const { entries } = await listAudit(orm(), { type: "purpose-archived" }, { limit: 1 });
    expect(entries, "the decision, and once however many they are").toMatchObject([
      {
        actor: { userId: administrator.userId },
        details: { consents: "end", people: 5 },
      },
    ]);
    expect((await listAudit(orm(), { type: "purpose-withdrawn" }, { limit: 1 })).entries).toEqual([]);
  });

  test("writes an event, a fact and a ledger entry for each person, and their receipt shows it", async () => {
    const { purposeId, people } = await scene(1);
    const { userId, receiptNumber } = people[0] ?? { userId: "", receiptNumber: "" };
    const before = await findReceipt(orm(), receiptNumber);
    await end(purposeId);
    const { pseudonym } = (await getUser(orm(), userId)) ?? {};
    const [noted] = await latestEvents(orm(), { limit: 1, pseudonym: pseudonym ?? "" });
    expect(noted).toMatchObject({ type: "purpose-withdrawn", actorKind: "system", purposeId });
    const [ending] = await receiptsOfUser(orm(), userId);
    expect(noted?.receiptId, "with a receipt of its own").toBe(ending?.id);
    expect(ending).toMatchObject({ kind: "purpose-end", snapshot: { actor: { kind: "system", channel: null } } });
    expect(ending?.items.map(({ attribute, state }) => `${attribute} ${state}`)).toEqual([
      "email ended",
      "nickname ended",
    ]);
    expect(noted?.details).toEqual({ grants: 2, erased: 1 });
    const written = await orm().execute(sql`
      select o.type, o.payload ->> 'purpose' as purpose, l.kind from outbox o
      join ledger_entry l on l.payload ->> 'event' = o.event_id::text where o.event_id = ${noted?.id}`);
    expect(written).toEqual([{ type: "withdrawn", purpose: purposeId, kind: "purpose-withdrawn" }]);
    const status = await receiptStatus(orm(), before?.id ?? "");
    expect(status?.grants.map(({ state }) => state).sort()).toEqual(["live", "purpose-ended", "purpose-ended"]);
    expect(await findReceipt(orm(), receiptNumber), "the proof stays").toEqual(before);
  });

  test("without ending grants, everything stays", async () => {
    const { purposeId, people } = await scene(1);
    const { userId } = people[0] ?? { userId: "" };
    expect(await archivePurpose(orm(), purposeId, null)).toEqual({ ok: true });
    await endGrantsOfPurpose(database(), purposeId);
    await runRetention(database(), { refusalDays: 365 });
    expect(await held(userId)).toEqual(["email", "nickname"]);
    expect(await getPurpose(orm(), purposeId)).toMatchObject({ status: "archived", endsGrants: false, people: 1 });
  });

  test("is continued by the retention job if interrupted; until then the purpose cannot be restored", async () => {
    const { purposeId, people } = await scene(3);
    await archivePurpose(orm(), purposeId, null, { endsGrants: true });
    expect(await restorePurpose(orm(), purposeId, null)).toEqual({ ok: false, code: "still-ending" });
    expect((await runRetention(database(), { refusalDays: 365, batch: 2 }))?.removed).toEqual({ grants: 6, values: 3 });
    for (const { userId } of people) expect(await held(userId)).toEqual(["email"]);

    expect(await restorePurpose(orm(), purposeId, null)).toEqual({ ok: true });
    expect(await getPurpose(orm(), purposeId)).toMatchObject({ status: "live", endsGrants: false, people: 0 });
    const { decisions, grants } = await readConsentState(orm(), people[0]?.userId ?? "");
    expect(decisions.filter(({ version }) => version.purposeId === purposeId)).toHaveLength(2);
    expect(
      grants.some((grant) => grant.purposeId === purposeId),
      "so they are asked again",
    ).toBe(false);
  });

  test("two concurrent runs end each grant once", async () => {
    const { purposeId } = await scene(6);
    await archivePurpose(orm(), purposeId, null, { endsGrants: true });
    await Promise.all([endGrantsOfPurpose(database(), purposeId, 2), endGrantsOfPurpose(database(), purposeId, 3)]);
    const ended = (await latestEvents(orm(), { limit: 1000 })).filter((each) => each.purposeId === purposeId);
    expect(ended.filter(({ type }) => type === "purpose-withdrawn")).toHaveLength(6);
  });

  test("is repeated in a restored backup", async () => {
    const { purposeId, people } = await scene(1);
    const { userId, input } = people[0] ?? { userId: "", input: { values: [] } };
    const since = new Date();
    let list: Awaited<ReturnType<typeof erasuresSince>> = [];
    const broke = orm().transaction(async (tx) => {
      await archivePurpose(tx, purposeId, null, { endsGrants: true });
      await endGrantsOfPurpose({ ...database(), orm: tx }, purposeId);
      list = await erasuresSince(tx, since);
      throw new Error("The disk broke");
    });
    await expect(broke).rejects.toThrow("The disk broke");
    expect(await held(userId)).toEqual(["email", "nickname"]);
    expect(list.map(({ item }) => item)).toContainEqual({ purposeId, attribute: "nickname", withPurpose: true });
    expect(await replayErasures(database(), list)).toMatchObject({ values: 1 });
    const nickname = input.values.find(({ attribute }) => attribute === "nickname")?.value ?? uniqueWord("missing");
    expect(await dumpTables(orm())).not.toContain(nickname);
  });
});

describe("a version that no longer asks for an attribute", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  async function scene(count = 1) {
    const { purposeId, form } = await makePurpose(database(), { attributes: [asks("email"), asks("nickname")] });
    const provider = await makeProvider(database(), { purposesMode: "chosen", purposes: [purposeId] });
    const people = [];
    for (let each = 0; each < count; each += 1) people.push((await makePerson(database(), provider)).userId);
    const without = { ...form, attributes: form.attributes.filter(({ key }) => key !== "nickname") };
    return { purposeId, form, without, provider, people, userId: people[0] ?? "" };
  }

  const held = async (userId: string) =>
    new Map((await getUser(orm(), userId))?.values.map(({ attribute, value }) => [attribute, value]));
  const keysOf = async (userId: string) => [...(await held(userId)).keys()].sort();

  test("leaves what was agreed, and later sign-ins do not change it", async () => {
    const { purposeId, without, provider, userId } = await scene();
    const before = await held(userId);
    const { versionId } = await publishNext(database(), purposeId, without);
    await endGrantsOfPurpose(database(), purposeId);
    await runRetention(database(), { refusalDays: 365 });
    const sent = { email: uniqueWord("e"), nickname: uniqueWord("n") };
    const signingIn = { providerId: provider.id, syncPolicy: "provider-wins" } as const;
    expect(await refreshValues(database(), { userId, signingIn, sent })).toBe(true);
    expect(await held(userId)).toEqual(new Map([...before, ["email", sent.email]]));
    // An attribute that is no longer sent is no longer asked either, so it is not erased.
    await refreshValues(database(), { userId, signingIn, sent: { email: sent.email } });
    expect((await held(userId)).get("nickname")).toBe(before.get("nickname"));
    const impact = await droppedImpact(orm(), purposeId, versionId);
    expect(impact).toEqual({ attributes: ["nickname"], people: 1, grants: 1, values: 1 });
  });

  test("ends what was agreed if its author says so, also after an interruption", async () => {
    const { purposeId, without, people } = await scene(3);
    const { versionId } = await publishNext(database(), purposeId, without, { endsDropped: true });
    expect((await runRetention(database(), { refusalDays: 365, batch: 2 }))?.removed).toEqual({ grants: 3, values: 3 });
    for (const userId of people) expect(await keysOf(userId)).toEqual(["email"]);
    expect(await droppedImpact(orm(), purposeId, versionId)).toMatchObject({ attributes: [], grants: 0 });
    const { entries } = await listAudit(orm(), { type: "purpose-changed" }, { limit: 1 });
    expect(entries[0]?.details).toMatchObject({ endsDropped: true });
  });

  test("can end what an earlier version left", async () => {
    const { purposeId, without, userId } = await scene();
    await publishNext(database(), purposeId, without);
    await publishNext(database(), purposeId, without, { endsDropped: true });
    await endGrantsOfPurpose(database(), purposeId);
    expect(await keysOf(userId)).toEqual(["email"]);
  });

  test("asked again later, it is a new question; what is agreed to then stays", async () => {
    const { purposeId, form, without, provider, userId } = await scene();
    await publishNext(database(), purposeId, without, { endsDropped: true });
    await publishNext(database(), purposeId, form);
    const later = await makePerson(database(), provider);
    await endGrantsOfPurpose(database(), purposeId);
    await runRetention(database(), { refusalDays: 365 });
    expect(await keysOf(userId), "agreed before").toEqual(["email"]);
    expect(await keysOf(later.userId), "agreed to the newest version").toEqual(["email", "nickname"]);
    const state = await readConsentState(orm(), userId);
    expect(state.grants.map(({ attribute }) => attribute)).toEqual(["email"]);
  });

  test("ends nothing of another purpose, or that it still asks for", async () => {
    const { purposeId, without, userId } = await scene();
    const other = await scene();
    await publishNext(database(), purposeId, without, { endsDropped: true });
    await endGrantsOfPurpose(database(), purposeId);
    expect(await keysOf(userId)).toEqual(["email"]);
    expect(await keysOf(other.userId)).toEqual(["email", "nickname"]);
  });
});
