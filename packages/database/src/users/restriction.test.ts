import { setTimeout as delay } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { releaseFacts } from "../applications/release-facts.ts";
import { latestEvents } from "../audit/events.ts";
import { closeAccount } from "../provisioning/close-account.ts";
import { refreshValues } from "../provisioning/refresh.ts";
import { useDatabase } from "../testing/databases.ts";
import { dumpTables } from "../testing/dump.ts";
import { makeAdministrator, makePerson, makeProvider, makePurpose } from "../testing/factories.ts";
import { suspendAccount } from "./administration.ts";
import { endGrantsOfPurpose } from "../provisioning/end-with-purpose.ts";
import { runRetention } from "../retention/retention.ts";
import { endOwnRestriction, endRestrictionIn, restrictionOf, restrictUse } from "./restriction.ts";
import { getUser } from "./user-detail.ts";

describe("restriction of use (Article 18 GDPR)", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  async function scene() {
    const { purposeId } = await makePurpose(database());
    const provider = await makeProvider(database(), { purposesMode: "chosen", purposes: [purposeId] });
    const { userId } = await makePerson(database(), provider);
    const { userId: by } = await makeAdministrator(database());
    return { userId, by, provider, purposeId };
  }
  const newest = async () => (await latestEvents(orm(), { limit: 1 }))[0];
  const valuesOf = async (userId: string) => (await getUser(orm(), userId))?.values;
  const releases = async (userId: string) => (await releaseFacts(orm(), userId)) !== null;
  const passDays = (userId: string, days: number) =>
    orm().execute(sql`
      update users set restricted_at = restricted_at - make_interval(days => ${days}),
        restricted_until = restricted_until - make_interval(days => ${days}) where id = ${userId}`);

  test("what is stored stays, no provider changes it and no application gets it", async () => {
    const { userId, provider } = await scene();
    const before = await valuesOf(userId);
    expect(await releases(userId)).toBe(true);
    expect(await restrictUse(database(), { userId, by: userId, ground: "accuracy" })).toEqual({ ok: true });
    expect(await newest()).toMatchObject({ type: "restricted", actorKind: "person", details: { ground: "accuracy" } });
    expect(await releases(userId)).toBe(false);
    const signingIn = { providerId: provider.id, syncPolicy: "provider-wins", mappings: [] } as const;
    expect(await refreshValues(database(), { userId, signingIn, sent: { email: "new@x.example" } })).toBe(true);
    expect(await valuesOf(userId)).toEqual(before);
    expect(await endOwnRestriction(database(), userId)).toEqual({ ok: true });
    expect(await newest()).toMatchObject({ type: "restriction-ends", actorKind: "person", details: { days: 0 } });
    expect(await releases(userId)).toBe(true);
    expect(await refreshValues(database(), { userId, signingIn, sent: { email: "new@x.example" } })).toBe(true);
    expect((await valuesOf(userId))?.map(({ value }) => value)).toContain("new@x.example");
  });

  test("nothing ends by itself, until the restriction is over", async () => {
    const { userId, purposeId } = await scene();
    const before = await valuesOf(userId);
    await orm().execute(sql`
      update consent_grant set granted_at = now() - interval '2 days', expires_at = now() + interval '300 milliseconds'
      where user_id = ${userId} and attribute_key = 'email'`);
    await restrictUse(database(), { userId, by: userId, ground: "claims" });
    await delay(400);
    await runRetention(database(), { refusalDays: 400 });
    expect(await valuesOf(userId)).toEqual(before);
    await orm().execute(
      sql`update purpose set status = 'archived', archived_at = now(), ends_grants = true where id = ${purposeId}`,
    );
    await endGrantsOfPurpose(database(), purposeId);
    expect(await valuesOf(userId)).toEqual(before);
    await endOwnRestriction(database(), userId);
    await runRetention(database(), { refusalDays: 400 });
    expect(await valuesOf(userId)).toEqual([]);
  });

  test("an administrator settles its end, and the person is told before it ends", async () => {
    const { userId, by } = await scene();
    expect(await endRestrictionIn(database(), { userId, by, days: 7 })).toEqual({ ok: false, code: "changed" });
    expect(await restrictUse(database(), { userId, by, ground: "claims" })).toEqual({ ok: true });
    expect(await newest()).toMatchObject({ type: "restricted", actorKind: "administrator" });
    expect(await restrictionOf(orm(), userId)).toMatchObject({ ground: "claims", until: null });
    expect(await endRestrictionIn(database(), { userId, by, days: 7 })).toEqual({ ok: true });
    expect((await restrictionOf(orm(), userId))?.until?.getTime()).toBeGreaterThan(Date.now() + 6 * 86_400_000);
    expect(await releases(userId)).toBe(false);
    await passDays(userId, 8);
    expect(await restrictionOf(orm(), userId)).toBeNull();
    expect(await releases(userId)).toBe(true);
  });

  test("asking again keeps it in force and takes the end away", async () => {
    const { userId, by } = await scene();
    await restrictUse(database(), { userId, by: userId, ground: "objection" });
    await endRestrictionIn(database(), { userId, by, days: 1 });
    const since = (await restrictionOf(orm(), userId))?.since;
    await restrictUse(database(), { userId, by: userId, ground: "unlawful" });
    expect(await restrictionOf(orm(), userId)).toEqual({ ground: "unlawful", since, until: null });
  });

  test("of a suspended person: on request only; of a closed account: never", async () => {
    const { userId, by } = await scene();
    await suspendAccount(database(), { userId, by });
    const own = { userId, by: userId, ground: "claims" } as const;
    expect(await restrictUse(database(), own)).toEqual({ ok: false, code: "changed" });
    expect(await restrictUse(database(), { ...own, by })).toEqual({ ok: true });
    await closeAccount(database(), { userId, by });
    expect(await restrictionOf(orm(), userId)).toBeNull();
    expect(await restrictUse(database(), { ...own, by })).toEqual({ ok: false, code: "changed" });
  });

  test("no other person restricts or ends it, and the wait has limits", async () => {
    const [{ userId }, { userId: other }] = [await scene(), await scene()];
    const before = await dumpTables(orm());
    const refused = { ok: false, code: "not-allowed" };
    expect(await restrictUse(database(), { userId, by: other, ground: "claims" })).toEqual(refused);
    expect(await endRestrictionIn(database(), { userId, by: other, days: 7 })).toEqual(refused);
    for (const days of [0, 91, 1.5]) {
      expect(() => endRestrictionIn(database(), { userId, by: other, days })).toThrow(RangeError);
    }
    expect(await dumpTables(orm())).toBe(before);
  });
});
