import { desc, eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { refuse } from "./provision.ts";
import { event } from "../schema/event.ts";
import { oneUseKey } from "../schema/one-use-key.ts";
import { useDatabase } from "../testing/databases.ts";
import { countRows, dumpTables } from "../testing/dump.ts";
import { inMinutes, makeDecision, makeProvider, makePurpose, uniqueWord } from "../testing/factories.ts";

const hour = 3_600_000;

describe("refusing", () => {
  const database = useDatabase();

  test("writes one anonymous event and the used key, and nothing else in any table", async () => {
    const { purposeId, versionId } = await makePurpose(database());
    const provider = await makeProvider(database(), { purposesMode: "chosen", purposes: [purposeId] });
    const canary = uniqueWord("canary");
    // What a careless caller might pass.
    const everything = await makeDecision(database(), provider, { agreed: { email: canary }, subject: canary });
    const before = await countRows(database().orm);
    expect(await refuse(database(), everything)).toEqual({ ok: true });

    const after = await countRows(database().orm);
    expect(after).toEqual({
      ...before,
      event: (before["event"] ?? 0) + 1,
      one_use_key: (before["one_use_key"] ?? 0) + 1,
    });
    expect(await dumpTables(database().orm)).not.toContain(canary);
    const [noted] = await database().orm.select().from(event).where(eq(event.type, "refused"));
    expect(noted).toMatchObject({
      actorKind: null,
      actorId: null,
      pseudonym: null,
      receiptId: null,
      purposeId: null,
      providerId: provider.id,
      language: "en",
      details: { versions: [versionId] },
    });
    const [clock] = await database().orm.execute<{ now: Date }>(sql`select now() as now`);
    const now = clock?.now.getTime() ?? 0;
    expect(noted?.at.getTime()).toBe(now - (now % hour));
  });

  test("makes two refusals within an hour indistinguishable", async () => {
    const purposes = [await makePurpose(database()), await makePurpose(database()), await makePurpose(database())];
    const provider = await makeProvider(database());
    const one = await makeDecision(database(), provider);
    const two = await makeDecision(database(), provider);
    const shownVersions = purposes.map(({ versionId }) => versionId);
    await refuse(database(), { ...one, shownVersions });
    await refuse(database(), { ...two, shownVersions: [...shownVersions].reverse() });
    const rows = await database()
      .orm.select()
      .from(event)
      .where(eq(event.providerId, provider.id))
      .orderBy(desc(event.at));
    const refusals = rows.filter(({ type }) => type === "refused");
    expect(refusals.length).toBe(2);
    const [first, second] = refusals.map(({ id: _, ...rest }) => rest);
    expect(second).toEqual(first);
    // The ids are random: version 4 contains no time.
    for (const { id } of refusals) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    // The used keys do not show the time either.
    const keys = await database().orm.select().from(oneUseKey);
    for (const { expiresAt } of keys) expect(expiresAt.getTime() % hour).toBe(0);
  });

  test("counts once, and not after the pending sign-in has ended", async () => {
    const provider = await makeProvider(database());
    const input = await makeDecision(database(), provider);
    expect(await refuse(database(), input)).toEqual({ ok: true });
    const before = await dumpTables(database().orm);
    expect(await refuse(database(), input)).toEqual({ ok: false, code: "already-used" });
    const late = await makeDecision(database(), provider, { pending: { ...input.pending, expiresAt: inMinutes(-1) } });
    expect(await refuse(database(), late)).toEqual({ ok: false, code: "expired" });
    expect(await dumpTables(database().orm)).toBe(before);
  });
});
