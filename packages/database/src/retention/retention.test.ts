import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { latestEvents } from "../audit/events.ts";
import { getUser } from "../users/user-detail.ts";
import { refuse } from "../provisioning/provision.ts";
import { latestRuns, runRetention } from "./retention.ts";
import { createSetupLink } from "../users/setup-links.ts";
import { useDatabase } from "../testing/databases.ts";
import {
  asks,
  inMinutes,
  makeDecision,
  makePerson,
  makeProvider,
  makePurpose,
  randomHash,
} from "../testing/factories.ts";

describe("the retention job", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  /** Moves the end of grants into the past, because tests cannot wait for days. */
  const monthsLater = (userId: string) =>
    orm().execute(sql`
      update consent_grant set granted_at = now() - interval '40 days',
        expires_at = now() + interval '50 milliseconds' where user_id = ${userId} and expires_at is not null`);

  test("removes what has expired, batch by batch, and reports it", async () => {
    const days = await makePurpose(database(), {
      attributes: [asks("email"), asks("name")],
      retention: "days",
      retentionDays: 30,
    });
    const forever = await makePurpose(database(), { attributes: [asks("name")] });
    const provider = await makeProvider(database(), {
      purposesMode: "chosen",
      purposes: [days.purposeId, forever.purposeId],
    });
    const people = [];
    for (let i = 0; i < 3; i++) people.push((await makePerson(database(), provider)).userId);
    const kept = (await makePerson(database(), provider)).userId;
    for (const userId of people) await monthsLater(userId);
    await orm().execute(
      sql`update session set expires_at = now() - interval '1 minute' where user_id = ${people[0] ?? ""}`,
    );
    await createSetupLink(orm(), { tokenHash: randomHash(), expiresAt: inMinutes(-1) });
    await refuse(database(), await makeDecision(database(), provider));
    await orm().execute(sql`
      insert into event (at, type, details) select date_trunc('hour', now(), 'UTC') - interval '400 days', 'refused', '{}'`);
    await new Promise((done) => setTimeout(done, 80));

    const run = await runRetention(database(), { refusalDays: 365, batch: 2 });
    expect(run?.removed).toMatchObject({ grants: 6, values: 3, sessions: 1, setupLinks: 1, refusals: 1 });
    expect(run?.finishedAt).not.toBeNull();
    for (const userId of people) {
      const user = await getUser(orm(), userId);
      expect(user?.values.map(({ attribute }) => attribute)).toEqual(["name"]);
      const events = await latestEvents(orm(), { limit: 1, pseudonym: user?.pseudonym ?? "" });
      expect(events[0]).toMatchObject({ type: "expired", details: { grants: 2, erased: 1 } });
    }
    expect((await getUser(orm(), kept))?.values).toHaveLength(2);
    expect((await runRetention(database(), { refusalDays: 365 }))?.removed).toEqual({});
    expect(await latestRuns(orm(), 5)).toHaveLength(2);
  });

  test("continues an interrupted run, and does not start during a running one", async () => {
    await orm().execute(sql`insert into retention_run (removed) values ('{"keys": 5}')`);
    expect(await runRetention(database(), { refusalDays: 365 })).toBeNull();
    await orm().execute(
      sql`update retention_run set touched_at = now() - interval '11 minutes' where finished_at is null`,
    );
    expect(await runRetention(database(), { refusalDays: 365 })).toMatchObject({ removed: { keys: 5 } });
  });
});
