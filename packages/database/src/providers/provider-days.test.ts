import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { countFailure, countScreen, failingProviders, screensShown } from "./provider-days.ts";
import { useDatabase } from "../testing/databases.ts";
import { makeProvider } from "../testing/factories.ts";

const day = 24 * 60 * 60_000;
const midnight = Math.floor(Date.now() / day) * day;
const today = { since: new Date(midnight), before: new Date(midnight + day) };

describe("days of providers", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  test("days before the first count are unknown", async () => {
    expect(await screensShown(orm(), today)).toEqual({ shown: 0, countedSince: null });
    expect(await failingProviders(orm())).toEqual([]);
  });

  test("concurrent screens and failures are all counted, as two numbers a day and nothing else", async () => {
    const [one, other] = [await makeProvider(database()), await makeProvider(database())];
    await Promise.all(Array.from({ length: 12 }, () => countScreen(orm(), one.id)));
    await countScreen(orm(), other.id);
    await Promise.all([countFailure(orm(), other.id), countFailure(orm(), other.id)]);
    const rows = await orm().execute(sql`select * from provider_day where provider_id in (${one.id}, ${other.id})`);
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(Object.keys(row).sort()).toEqual(["day", "failed", "provider_id", "shown"]);
    const countedSince = new Date(midnight).toISOString().slice(0, 10);
    expect(await screensShown(orm(), today)).toEqual({ shown: 13, countedSince });
    const yesterday = { since: new Date(midnight - day), before: new Date(midnight) };
    expect(await screensShown(orm(), yesterday)).toEqual({ shown: 0, countedSince });
    expect(await failingProviders(orm())).toEqual([{ id: other.id, name: other.name, failed: 2 }]);
  });

  test("a provider that is deleted or disabled, or that failed long ago, is not listed", async () => {
    await countFailure(orm(), randomUUID());
    const off = await makeProvider(database(), { enabled: false });
    const old = await makeProvider(database());
    await countFailure(orm(), off.id);
    await countFailure(orm(), old.id);
    await orm().execute(sql`update provider_day set day = day - 2 where provider_id = ${old.id}`);
    const named = (await failingProviders(orm())).map(({ id }) => id);
    expect(named).not.toContain(off.id);
    expect(named).not.toContain(old.id);
  });

  test("deleting a provider deletes its counts", async () => {
    const provider = await makeProvider(database());
    await countScreen(orm(), provider.id);
    await orm().execute(sql`delete from claim_mapping where provider_id = ${provider.id}`);
    await orm().execute(sql`delete from identity_provider where id = ${provider.id}`);
    const [row] = await orm().execute<{ count: number }>(sql`
      select count(*) as count from provider_day where provider_id = ${provider.id}`);
    expect(Number(row?.count)).toBe(0);
  });
});
