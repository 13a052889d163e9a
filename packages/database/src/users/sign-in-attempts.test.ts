import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { runRetention } from "../retention/retention.ts";
import { countAttempt } from "./sign-in-attempts.ts";
import { useDatabase } from "../testing/databases.ts";
import { countRows } from "../testing/dump.ts";
import { randomHash } from "../testing/factories.ts";

describe("sign-in attempts", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  test("are counted by key, and concurrent ones each get another number", async () => {
    const [one, other] = [randomHash(), randomHash()];
    const counts = await Promise.all(
      Array.from({ length: 20 }, () => countAttempt(orm(), { keyHash: one, keptFor: 600 })),
    );
    expect(counts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(await countAttempt(orm(), { keyHash: other, keptFor: 600 })).toBe(1);
  });

  test("store a hash and no address, and are deleted after their time", async () => {
    await expect(countAttempt(orm(), { keyHash: "192.0.2.7", keptFor: 600 })).rejects.toThrow(
      "sign_in_attempt_hash_shape",
    );
    await countAttempt(orm(), { keyHash: randomHash(), keptFor: -1 });
    const before = (await countRows(orm()))["sign_in_attempt"] ?? 0;
    expect((await runRetention(database(), { refusalDays: 365 }))?.removed).toEqual({ attempts: 1 });
    expect((await countRows(orm()))["sign_in_attempt"]).toBe(before - 1);
    const [left] = await orm().execute<{ columns: string }>(sql`
      select string_agg(column_name, ' ' order by ordinal_position) as columns from information_schema.columns
      where table_name = 'sign_in_attempt'`);
    expect(left?.columns).toBe("key_hash count expires_at");
  });
});
