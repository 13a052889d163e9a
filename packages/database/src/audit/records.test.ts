import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { countRecords, type DecisionRecord, listRecords, type RecordCursor, type RecordFilter } from "./records.ts";
import { useDatabase } from "../testing/databases.ts";
import {
  asks,
  makePerson,
  makeProvider,
  makePurpose,
  noticeFor,
  publishNext,
  purposeForm,
} from "../testing/factories.ts";
import { withdraw } from "../provisioning/withdraw.ts";
import { closeAccount } from "../provisioning/close-account.ts";

describe("records", () => {
  const database = useDatabase();
  const orm = () => database().orm;
  const known = { purposes: [] as string[], providers: [] as string[], users: [] as string[] };
  let everything: (DecisionRecord & { providerId: string | null })[] = [];

  async function pages(filter: RecordFilter, limit: number, few?: number): Promise<DecisionRecord[]> {
    const all: DecisionRecord[] = [];
    let after: RecordCursor | null = null;
    do {
      const page = await listRecords(orm(), filter, { limit, after, ...(few === undefined ? {} : { few }) });
      expect(page.records.length).toBeLessThanOrEqual(limit);
      all.push(...page.records);
      after = page.next;
    } while (after !== null);
    return all;
  }

  beforeAll(async () => {
    const account = await makePurpose(database(), { attributes: [asks("email", true), asks("phone_number")] });
    const news = await makePurpose(database(), { attributes: [asks("email"), asks("name")] });
    const unused = await makePurpose(database(), { attributes: [asks("name")] });
    known.purposes = [account.purposeId, news.purposeId, unused.purposeId];
    const chosen = { purposesMode: "chosen" as const, purposes: [account.purposeId, news.purposeId] };
    const [large, small] = [await makeProvider(database(), chosen), await makeProvider(database(), chosen)];
    known.providers = [large.id, small.id];
    const agreed = { email: "ana@example.org", phone_number: "+44 1632 960000" };
    for (const provider of [large, large, small, large]) {
      known.users.push((await makePerson(database(), provider, { agreed })).userId);
    }
    const form = { ...purposeForm({ attributes: [asks("email"), asks("name"), asks("phone_number")] }) };
    await publishNext(database(), news.purposeId, form);
    for (const provider of [large, small, large]) known.users.push((await makePerson(database(), provider)).userId);
    const notice = noticeFor([]);
    const shown = { language: "en", notice, noticeHash: "0".repeat(64), receiptNumber: "7Q4K-2M9X" };
    const [first = "", second = ""] = known.users;
    const item = {
      userId: first,
      purposeId: account.purposeId,
      versionId: account.versionId,
      attribute: "phone_number",
    };
    expect(await withdraw(database(), { ...item, ...shown })).toMatchObject({ ok: true });
    expect(await closeAccount(database(), { userId: second })).toMatchObject({ ok: true });
    // All decisions, computed simply, and with few receipts for each provider.
    everything = await orm().execute<(typeof everything)[number] & Record<string, unknown>>(sql`
      select i.decided_at as "decidedAt", r.number as "receiptNumber", r.kind, r.provider_name as "providerName", r.language,
        v.purpose_id as "purposeId", p.name as purpose, v.number as version, i.attribute_key as attribute, i.mandatory,
        i.state, i.source, coalesce(i.basis, v.lawful_basis) as basis, (select id from users u where u.pseudonym = r.pseudonym) as "userId", r.provider_id as "providerId"
      from receipt_item i join receipt r on r.id = i.receipt_id join purpose_version v on v.id = i.purpose_version_id
      join purpose p on p.id = v.purpose_id
      order by r.decided_at desc, r.id desc, v.id desc, i.attribute_key desc`);
  });

  /** The same filter without SQL, as the reference. */
  function matching(filter: RecordFilter): DecisionRecord[] {
    const same = (wanted: unknown, found: unknown) => wanted === undefined || wanted === null || wanted === found;
    return everything
      .filter(
        (one) =>
          same(filter.purposeId, one.purposeId) &&
          same(filter.version, one.version) &&
          same(filter.attribute, one.attribute) &&
          same(filter.state, one.state) &&
          same(filter.providerId, one.providerId) &&
          same(filter.userId, one.userId) &&
          same(filter.receiptNumber, one.receiptNumber) &&
          (!filter.since || one.decidedAt >= filter.since) &&
          (!filter.before || one.decidedAt < filter.before),
      )
      .map(({ providerId: _provider, ...record }) => record);
  }

  test("list all decisions, newest first, on pages that neither skip nor repeat one", async () => {
    // A withdrawal, and the three details that ended with the closed account.
    expect(everything.length).toBe(4 * 4 + 3 * 5 + 1 + 3);
    const all = matching({});
    for (const limit of [1, 3, 5, 100]) expect(await pages({}, limit)).toEqual(all);
    expect(all.filter(({ userId }) => userId === null).length).toBe(4 + 3);
    expect(all.slice(0, 3).map(({ kind, state }) => `${kind} ${state}`)).toEqual(Array(3).fill("closing ended"));
    expect(all[3]).toMatchObject({ kind: "withdrawal", state: "denied", providerName: null, userId: known.users[0] });
  });

  test("every filter, alone and with every other, finds the same as the reference", async () => {
    const times = everything.map(({ decidedAt }) => decidedAt);
    const middle = times[Math.floor(times.length / 2)] ?? null;
    const parts: RecordFilter[] = [
      ...known.purposes.map((purposeId) => ({ purposeId })),
      { version: 1 },
      { version: 2 },
      { attribute: "email" },
      { attribute: "phone_number" },
      { state: "denied" as const },
      { state: "granted" as const },
      { state: "not-sent" as const },
      { state: "ended" as const },
      ...known.providers.map((providerId) => ({ providerId })),
      { userId: known.users[0] ?? "" },
      { userId: known.users[1] ?? "" },
      { receiptNumber: "7Q4K-2M9X" },
      { since: middle },
      { before: middle },
      { since: middle, before: middle },
    ];
    let some = 0;
    for (const one of parts)
      for (const other of parts) {
        const filter = { ...one, ...other };
        const expected = matching(filter);
        for (const few of [0, 1000]) expect(await pages(filter, 4, few), JSON.stringify(filter)).toEqual(expected);
        expect(await countRecords(orm(), filter, 1000)).toBe(expected.length);
        expect(await countRecords(orm(), filter, null)).toBe(expected.length);
        if (expected.length > 0) some += 1;
      }
    expect(some).toBeGreaterThan(100);
  });

  test("are counted up to the maximum", async () => {
    expect(await countRecords(orm(), {}, 5)).toBe(6);
    expect(await countRecords(orm(), { state: "granted" }, 3)).toBe(4);
    expect(await countRecords(orm(), { receiptNumber: "0000-0000" }, 3)).toBe(0);
  });

  test("are empty for unknown ids", async () => {
    const nobody = "7ac1b4dd-5f87-4882-9529-aa9480cf6d3f";
    for (const filter of [{ purposeId: nobody }, { providerId: nobody }, { userId: nobody }, { attribute: "'; --" }]) {
      expect(await listRecords(orm(), filter, { limit: 5 })).toEqual({ records: [], next: null });
    }
  });
});
