import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { useDatabase } from "../testing/databases.ts";
import { makeApplication, makePerson, makeProvider } from "../testing/factories.ts";
import { noteSignIn } from "./application-days.ts";
import { deleteApplication, enableApplication } from "./application-editing.ts";
import { noteRelease } from "./application-sessions.ts";
import { applicationUses } from "./application-uses.ts";

describe("the applications of a person", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  test("are those that this person used, with the time, and not other people's", async () => {
    const [one, other] = [
      await makeApplication(database(), { name: "B" }),
      await makeApplication(database(), { name: "a" }),
    ];
    const provider = await makeProvider(database());
    const [{ userId }, stranger] = [await makePerson(database(), provider), await makePerson(database(), provider)];
    await noteSignIn(orm(), { userId, applicationId: one.id, scopes: "openid" });
    await noteRelease(orm(), { userId, applicationId: other.id });
    const uses = await applicationUses(orm(), userId);
    expect(uses.map(({ name }) => name)).toEqual(["a", "B"]);
    expect(uses[0]).toMatchObject({ id: other.id, lastSignedInAt: null });
    expect(uses[1]).toMatchObject({ id: one.id, lastReleasedAt: null });
    for (const moment of [uses[0]?.lastReleasedAt, uses[1]?.lastSignedInAt]) {
      expect(moment?.getUTCSeconds()).toBe(0);
      expect(moment?.getUTCMilliseconds()).toBe(0);
    }
    expect(await applicationUses(orm(), stranger.userId)).toEqual([]);
  });

  test("are listed while they are disabled, and not once they are deleted", async () => {
    const { id } = await makeApplication(database());
    const { userId } = await makePerson(database(), await makeProvider(database()));
    await noteSignIn(orm(), { userId, applicationId: id, scopes: "openid" });
    await enableApplication(orm(), { id, enabled: false }, null);
    expect(await applicationUses(orm(), userId)).toMatchObject([{ id, enabled: false }]);
    await deleteApplication(orm(), id, null);
    expect(await applicationUses(orm(), userId)).toEqual([]);
    expect(await orm().execute(sql`select from application_use where application_id = ${id}`)).toHaveLength(0);
  });
});
