import { randomBytes, randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { consumeKey } from "../provisioning/one-use-keys.ts";
import { getUser } from "./user-detail.ts";
import { federatedIdentity } from "../schema/federated-identity.ts";
import { session } from "../schema/session.ts";
import { users } from "../schema/users.ts";
import {
  createSession,
  endSessionsOf,
  endSession,
  extendSession,
  findNewSession,
  findSession,
  providerOfSession,
  listSessions,
  purgeSessions,
} from "./sessions.ts";
import { createSetupLink } from "./setup-links.ts";
import { useDatabase } from "../testing/databases.ts";
import { inMinutes, makePerson, makeProvider, randomHash } from "../testing/factories.ts";
import { untilWaiting } from "../testing/locks.ts";

const closed = { status: "closed", pseudonym: null, closedAt: sql`now()` } as const;

describe("sessions", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  async function person() {
    const provider = await makeProvider(database(), { purposesMode: "chosen" });
    const { userId } = await makePerson(database(), provider, { session: null });
    const start = async (expiresAt = inMinutes(5)) => {
      const tokenHash = randomHash();
      expect(await createSession(orm(), { tokenHash, userId, providerId: provider.id, expiresAt })).toBe(true);
      return tokenHash;
    };
    return { provider, userId, start };
  }

  test("are new for ten seconds, while their account is active, until a sign-out", async () => {
    const { userId, start } = await person();
    const expiresAt = inMinutes(5);
    const [first, second] = [await start(expiresAt), await start(expiresAt)];
    const ages = (seconds: number) =>
      orm()
        .update(session)
        .set({ createdAt: sql`clock_timestamp() - make_interval(secs => ${seconds})` })
        .where(eq(session.tokenHash, first));
    expect(await findNewSession(orm(), first)).toEqual({ role: "person", expiresAt });
    await ages(8);
    expect(await findNewSession(orm(), first)).toEqual({ role: "person", expiresAt });
    await ages(10);
    expect(await findNewSession(orm(), first)).toBeNull();
    expect(await findNewSession(orm(), randomHash())).toBeNull();
    await endSession(orm(), second);
    expect(await findNewSession(orm(), second)).toBeNull();
    const third = await start();
    await orm().update(users).set(closed).where(eq(users.id, userId));
    expect(await findNewSession(orm(), third)).toBeNull();
  });

  // A copy of the database would otherwise open what a token opens.
  test("are stored by a hash, like set-up links and one-use keys: the database refuses a token", async () => {
    const { provider, userId } = await person();
    const token = randomBytes(32).toString("base64url");
    const expiresAt = inMinutes(5);
    const attempts: readonly (readonly [string, () => Promise<unknown>])[] = [
      ["session", () => createSession(orm(), { tokenHash: token, userId, providerId: provider.id, expiresAt })],
      ["setup_link", () => createSetupLink(orm(), { tokenHash: token, expiresAt })],
      ["one_use_key", async () => orm().execute(consumeKey({ keyHash: token, expiresAt }))],
    ];
    for (const [table, store] of attempts) {
      await expect(store(), table).rejects.toMatchObject({ code: "23514", table });
    }
  });

  test("have their user and provider, and record the sign-in", async () => {
    const { provider, userId, start } = await person();
    expect(await getUser(orm(), userId)).toMatchObject({ lastSignInAt: null });
    const expiresAt = inMinutes(5);
    const tokenHash = await start(expiresAt);
    const found = { userId, role: "person", language: "en", providerId: provider.id, expiresAt };
    expect(await findSession(orm(), tokenHash)).toEqual({
      ...found,
      ...{ createdAt: expect.any(Date) as Date, authenticatedAt: expect.any(Date) as Date, acr: null },
      ...{ authenticationProved: false, isFresh: false },
    });
    expect(await findSession(orm(), randomHash())).toBeNull();
    expect(await providerOfSession(orm(), tokenHash)).toEqual({
      id: provider.id,
      slug: provider.slug,
      name: provider.name,
    });
    expect(await providerOfSession(orm(), randomHash())).toBeNull();
    const user = await getUser(orm(), userId);
    expect(user?.lastSignInAt).toEqual(user?.identities[0]?.lastSignInAt);
    expect(user?.lastSignInAt).toBeInstanceOf(Date);
    await endSession(orm(), tokenHash);
    expect(await findSession(orm(), tokenHash)).toBeNull();
  });

  // A provider that has a session open answers without asking, so a new session alone does not prove that the person is
  // present.
  test.each([
    ["the provider says nothing", undefined, false],
    ["the provider does not say when", null, false],
    ["just now", 0, true],
    ["nine minutes ago", -9, true],
    ["eleven minutes ago", -11, false],
    ["a clock that is ahead", 1, true],
  ])("are fresh by what the provider says of the sign-in: %s", async (_, minutes, isFresh) => {
    const { provider, userId } = await person();
    const tokenHash = randomHash();
    const at = typeof minutes === "number" ? inMinutes(minutes) : null;
    const said = minutes === undefined ? {} : { authentication: { at, acr: "gold" } };
    await createSession(orm(), { tokenHash, userId, providerId: provider.id, expiresAt: inMinutes(5), ...said });
    const found = await findSession(orm(), tokenHash);
    expect(found).toMatchObject({ isFresh, authenticationProved: at !== null });
    expect(found?.acr).toBe(minutes === undefined ? null : "gold");
    expect(found?.authenticatedAt.getTime()).toBeLessThanOrEqual(Date.now() + 1000);
  });

  test("record the sign-in at the provider that was used, and at no other", async () => {
    const { userId, start } = await person();
    const other = await makeProvider(database());
    await orm().insert(federatedIdentity).values({ userId, providerId: other.id, subject: randomUUID() });
    await start();
    const user = await getUser(orm(), userId);
    const unused = user?.identities.find(({ provider }) => provider.id === other.id);
    expect(unused?.lastSignInAt).toBeNull();
  });

  test("end by the database clock", async () => {
    const { start } = await person();
    const tokenHash = await start(inMinutes(-1));
    expect(await findSession(orm(), tokenHash)).toBeNull();
    expect(await extendSession(orm(), tokenHash, inMinutes(5))).toBe(false);
    const living = await start();
    const later = inMinutes(30);
    expect(await extendSession(orm(), living, later)).toBe(true);
    expect(await findSession(orm(), living)).toMatchObject({ expiresAt: later });
    expect(await purgeSessions(orm())).toBeGreaterThanOrEqual(1);
    expect(await orm().select().from(session).where(eq(session.tokenHash, tokenHash))).toEqual([]);
    expect(await findSession(orm(), living)).not.toBeNull();
  });

  test.each([
    ["suspended", { status: "suspended" } as const],
    ["closed", closed],
  ])("of a %s account end at the next request, and no new one starts", async (_, change) => {
    const { provider, userId, start } = await person();
    const tokenHash = await start();
    await orm().update(users).set(change).where(eq(users.id, userId));
    expect(await findSession(orm(), tokenHash)).toBeNull();
    const late = { tokenHash: randomHash(), userId, providerId: provider.id, expiresAt: inMinutes(5) };
    expect(await createSession(orm(), late)).toBe(false);
    expect(await orm().select().from(session).where(eq(session.tokenHash, late.tokenHash))).toEqual([]);
  });

  test("of one user end together, and no others", async () => {
    const [ana, bob] = [await person(), await person()];
    const [one, two, three, other] = [await ana.start(), await ana.start(), await ana.start(), await bob.start()];
    const left = async () => {
      const found = await Promise.all([one, two, three, other].map((tokenHash) => findSession(orm(), tokenHash)));
      return found.map((session) => session?.userId);
    };
    const own = await listSessions(orm(), ana.userId, one);
    expect(own.filter(({ isThis }) => isThis)).toHaveLength(1);
    expect(await endSessionsOf(orm(), bob.userId, { handle: two.slice(0, 16) }), "another person's").toBe(0);
    expect(await endSessionsOf(orm(), ana.userId, { handle: two.slice(0, 16) })).toBe(1);
    expect(await left()).toEqual([ana.userId, undefined, ana.userId, bob.userId]);
    expect(await endSessionsOf(orm(), ana.userId, { allBut: one })).toBeGreaterThanOrEqual(1);
    expect(await left()).toEqual([ana.userId, undefined, undefined, bob.userId]);
  });
});

describe("an account that is being closed", () => {
  const database = useDatabase();

  test("refuses a session that was being created", async () => {
    const { orm } = database();
    const provider = await makeProvider(database(), { purposesMode: "chosen" });
    const { userId } = await makePerson(database(), provider, { session: null });
    let started: Promise<boolean> | undefined;
    await orm.transaction(async (tx) => {
      await tx.update(users).set(closed).where(eq(users.id, userId));
      started = createSession(orm, {
        tokenHash: randomHash(),
        userId,
        providerId: provider.id,
        expiresAt: inMinutes(5),
      });
      await untilWaiting(orm, 1);
    });
    expect(await started).toBe(false);
    expect(await orm.select().from(session).where(eq(session.userId, userId))).toEqual([]);
  });
});
