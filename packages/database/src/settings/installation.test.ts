import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { DatabaseError } from "../engine/database-error.ts";
import { latestEvents } from "../audit/events.ts";
import { getInstallation, type InstallationSections, saveSection } from "./installation.ts";
import { verifyLedger } from "../audit/ledger.ts";
import { users } from "../schema/users.ts";
import { createSession, findSession, listSessions } from "../users/sessions.ts";
import { useDatabase } from "../testing/databases.ts";
import { dumpTables } from "../testing/dump.ts";
import { inMinutes, makeAdministrator, makePerson, makeProvider, randomHash } from "../testing/factories.ts";

const german: InstallationSections["languages"] = { offeredLanguages: ["de", "ar"], fallbackLanguage: "de" };
const short: InstallationSections["sessions"] = {
  ...{ personIdleMinutes: 30, personHours: 4, administratorIdleMinutes: 5, administratorHours: 1 },
};

describe("the settings of an installation", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  test("exist from the start, and are saved section by section", async () => {
    const { userId: by, pseudonym } = await makeAdministrator(database());
    const before = await getInstallation(orm());
    expect(before).toMatchObject({ offeredLanguages: null, fallbackLanguage: "en", personHours: 8 });
    expect(await saveSection(orm(), "languages", { base: 1, values: german }, by)).toEqual({ ok: true });
    expect(await getInstallation(orm())).toEqual({ ...before, ...german, languagesRevision: 2 });
    const [noted] = await latestEvents(orm(), { limit: 1 });
    expect(noted).toMatchObject({
      type: "settings-changed",
      actorId: pseudonym,
      details: { section: "languages", offeredLanguages: ["de", "ar"], offeredLanguagesBefore: null },
    });
    expect(await saveSection(orm(), "retention", { base: 1, values: { anonymousEventDays: 30 } }, by)).toEqual({
      ok: true,
    });
    expect(await verifyLedger(orm())).toMatchObject({ ok: true });
  });

  test("are not saved if they were changed in between, or are the same", async () => {
    const { userId: by } = await makeAdministrator(database());
    const { retentionRevision: base, anonymousEventDays } = await getInstallation(orm());
    const before = await dumpTables(orm());
    const late = { base: base - 1, values: { anonymousEventDays: 99 } };
    expect(await saveSection(orm(), "retention", late, by)).toMatchObject({
      ok: false,
      stored: { anonymousEventDays },
    });
    expect(await saveSection(orm(), "retention", { base, values: { anonymousEventDays } }, by)).toEqual({ ok: true });
    expect(await dumpTables(orm())).toBe(before);
  });

  test("are refused by the database too if they break a rule", async () => {
    const { userId: by } = await makeAdministrator(database());
    const { languagesRevision: base } = await getInstallation(orm());
    const values = { offeredLanguages: ["de"], fallbackLanguage: "en" };
    await expect(saveSection(orm(), "languages", { base, values }, by)).rejects.toBeInstanceOf(DatabaseError);
  });
});

describe("lengths of sessions", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  beforeEach(async () => {
    await orm().update(users).set({ role: "person" });
  });

  /** A session that began and was last used this many minutes ago. */
  async function session(userId: string, { began, used }: { began: number; used: number }) {
    const tokenHash = randomHash();
    await createSession(orm(), { tokenHash, userId, providerId: null, expiresAt: inMinutes(10_000) });
    await orm().execute(sql`update session set created_at = now() - make_interval(mins => ${began}),
      last_seen_at = now() - make_interval(mins => ${used}) where token_hash = ${tokenHash}`);
    return tokenHash;
  }

  test("apply separately to people and administrators, from the next request on", async () => {
    const provider = await makeProvider(database(), { purposesMode: "chosen" });
    const { userId: person } = await makePerson(database(), provider);
    const { userId: admin } = await makeAdministrator(database());
    const alive = async (userId: string, times: { began: number; used: number }) =>
      (await findSession(orm(), await session(userId, times))) !== null;
    const consentState = await session(admin, { began: 100, used: 10 });
    expect(await findSession(orm(), consentState)).not.toBeNull();
    const { sessionsRevision: base } = await getInstallation(orm());
    expect(await saveSection(orm(), "sessions", { base, values: short }, admin)).toEqual({ ok: true });
    expect(await findSession(orm(), consentState), "at once").toBeNull();

    expect(await alive(person, { began: 239, used: 29 })).toBe(true);
    expect(await alive(person, { began: 241, used: 0 })).toBe(false);
    expect(await alive(person, { began: 100, used: 31 })).toBe(false);
    expect(await alive(admin, { began: 59, used: 4 })).toBe(true);
    expect(await alive(admin, { began: 61, used: 0 })).toBe(false);
    expect(await alive(admin, { began: 20, used: 6 })).toBe(false);
    // A new administrator's session has an administrator's length.
    const kept = await session(person, { began: 100, used: 0 });
    await orm().execute(sql`update users set role = 'administrator' where id = ${person}`);
    expect(await findSession(orm(), kept)).toBeNull();
    expect((await listSessions(orm(), person, "")).map(({ handle }) => handle)).not.toContain(kept.slice(0, 16));
  });

  test("are extended while a session is in use, which is recorded once a minute", async () => {
    const { userId } = await makeAdministrator(database());
    const tokenHash = await session(userId, { began: 30, used: 3 });
    const seen = async () =>
      (
        await orm().execute<{ at: Date }>(sql`select last_seen_at as at from session where token_hash = ${tokenHash}`)
      )[0]?.at;
    const before = await seen();
    await findSession(orm(), tokenHash);
    const noted = await seen();
    expect(noted).not.toEqual(before);
    await findSession(orm(), tokenHash);
    expect(await seen()).toEqual(noted);
  });
});

describe("two administrators", () => {
  const database = useDatabase();

  test("who save one section at once: one gets a conflict, and different sections have none", async () => {
    const { orm } = database();
    const [ada, grace] = [await makeAdministrator(database()), await makeAdministrator(database())];
    for (let round = 0; round < 5; round++) {
      const { retentionRevision: base } = await getInstallation(orm);
      const days = (anonymousEventDays: number) => ({ base, values: { anonymousEventDays } });
      const done = await Promise.all([
        saveSection(orm, "retention", days(100 + round * 2), ada.userId),
        saveSection(orm, "retention", days(101 + round * 2), grace.userId),
      ]);
      expect(done.filter(({ ok }) => ok).length).toBe(1);
    }
    const { languagesRevision, sessionsRevision } = await getInstallation(orm);
    const apart = await Promise.all([
      saveSection(orm, "languages", { base: languagesRevision, values: german }, ada.userId),
      saveSection(orm, "sessions", { base: sessionsRevision, values: short }, grace.userId),
    ]);
    expect(apart).toEqual([{ ok: true }, { ok: true }]);
  });
});
