import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { useDatabase } from "../testing/databases.ts";
import { makeApplication, makePerson, makeProvider } from "../testing/factories.ts";
import { countOutcome, countOutcomes, lastSignInDays, noteSignIn } from "./application-days.ts";
import { deleteApplication } from "./application-editing.ts";
import { findApplication } from "./applications.ts";

const day = 24 * 60 * 60_000;
const midnight = Math.floor(Date.now() / day) * day;
const today = { since: new Date(midnight), before: new Date(midnight + day) };

describe("days of applications", () => {
  const database = useDatabase();
  const orm = () => database().orm;
  const countsOf = async (id: string, range = today) =>
    Object.fromEntries(
      (await countOutcomes(orm(), range)).flatMap(({ applicationId, outcome, count }) =>
        applicationId === id ? [[outcome, count] as const] : [],
      ),
    );

  test("concurrent requests are all counted, as numbers of a day and nothing else", async () => {
    const { id } = await makeApplication(database());
    const { userId } = await makePerson(database(), await makeProvider(database()));
    await Promise.all(
      Array.from({ length: 12 }, () => noteSignIn(orm(), { userId, applicationId: id, scopes: "openid email" })),
    );
    await Promise.all(
      ["refused", "refused", "code"].map((outcome) =>
        countOutcome(orm(), { applicationId: id, outcome: outcome as "refused" }),
      ),
    );
    expect(await countsOf(id)).toEqual({ "signed-in": 12, refused: 2, code: 1 });
    expect(await countsOf(id, { since: new Date(midnight - day), before: new Date(midnight) })).toEqual({});
    const rows = await orm().execute(sql`select * from application_day where application_id = ${id}`);
    for (const row of rows) {
      expect(Object.keys(row).sort()).toEqual(["application_id", "count", "day", "outcome"]);
      expect(JSON.stringify(row)).not.toContain(userId);
    }
  });

  test("a sign-in is recorded for the person to the minute, and the requested scopes with the application", async () => {
    const { id } = await makeApplication(database());
    const { userId } = await makePerson(database(), await makeProvider(database()));
    expect((await lastSignInDays(orm())).has(id)).toBe(false);
    await noteSignIn(orm(), { userId, applicationId: id, scopes: "openid phone" });
    await noteSignIn(orm(), { userId, applicationId: id, scopes: "openid email" });
    expect(await findApplication(orm(), id)).toMatchObject({ lastScopes: "openid email", revision: 1 });
    const [use] = await orm().execute<{ seconds: number; released: Date | null }>(sql`
      select extract(second from last_signed_in_at)::int as seconds, last_released_at as released
      from application_use where user_id = ${userId} and application_id = ${id}`);
    expect(use).toEqual({ seconds: 0, released: null });
    expect((await lastSignInDays(orm())).get(id)).toBe(new Date(midnight).toISOString().slice(0, 10));
  });

  test("the counts of a deleted application are deleted", async () => {
    const { id } = await makeApplication(database());
    await countOutcome(orm(), { applicationId: id, outcome: "redirect-uri" });
    await deleteApplication(orm(), id, null);
    expect(await countsOf(id)).toEqual({});
  });
});
