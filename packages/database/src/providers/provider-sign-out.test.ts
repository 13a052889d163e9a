import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { latestEvents } from "../audit/events.ts";
import { getUser } from "../users/user-detail.ts";
import { closeAccount } from "../provisioning/close-account.ts";
import { endSessionsThrough } from "./provider-sign-out.ts";
import { federatedIdentity } from "../schema/federated-identity.ts";
import { createSession, findSession } from "../users/sessions.ts";
import { useDatabase } from "../testing/databases.ts";
import { inMinutes, makePerson, makeProvider, randomHash, uniqueWord } from "../testing/factories.ts";

describe("signed out by a provider", () => {
  const database = useDatabase();
  const orm = () => database().orm;
  const message = (minutes = 2) => ({ keyHash: randomHash(), expiresAt: inMinutes(minutes) });

  async function somebody(known = {}) {
    const provider = await makeProvider(database(), { purposesMode: "chosen" });
    const { userId, input } = await makePerson(database(), provider, { session: null, ...known });
    const start = async (providerId = provider.id) => {
      const tokenHash = randomHash();
      await createSession(orm(), { tokenHash, userId, providerId, expiresAt: inMinutes(5) });
      return tokenHash;
    };
    return { provider, userId, subject: input.subject, start };
  }
  const living = async (...hashes: string[]) =>
    (await Promise.all(hashes.map((hash) => findSession(orm(), hash)))).map((found) => found !== null);

  test("ends every session of that person through this provider, and no other", async () => {
    const [ana, bob] = [await somebody(), await somebody()];
    const { id: other } = await makeProvider(database());
    await orm()
      .insert(federatedIdentity)
      .values({ userId: ana.userId, providerId: other, subject: uniqueWord("other") });
    const sessions = [await ana.start(), await ana.start(), await ana.start(other), await bob.start()];
    const { subject } = ana;
    const done = await endSessionsThrough(database(), { providerId: ana.provider.id, subject, message: message() });
    expect(done).toEqual({ ok: true, ended: 2 });
    expect(await living(...sessions)).toEqual([false, false, true, true]);
    const pseudonym = (await getUser(orm(), ana.userId))?.pseudonym ?? "";
    const [event] = await latestEvents(orm(), { limit: 1, pseudonym });
    expect(event).toMatchObject({ type: "sessions-ended", actorKind: "system", details: { sessions: 2 } });
    expect(event?.providerId).toBe(ana.provider.id);
  });

  test("ends nothing for the same subject at another provider", async () => {
    const ana = await somebody();
    const hostile = await makeProvider(database());
    const session = await ana.start();
    const { subject } = ana;
    expect(await endSessionsThrough(database(), { providerId: hostile.id, subject, message: message() })).toEqual({
      ok: true,
      ended: 0,
    });
    expect(await living(session)).toEqual([true]);
  });

  test("accepts a message once, and only before it expires", async () => {
    const { provider, subject, start } = await somebody();
    const first = message();
    const say = (message: typeof first) =>
      endSessionsThrough(database(), { providerId: provider.id, subject, message });
    await start();
    expect(await say(first)).toEqual({ ok: true, ended: 1 });
    const session = await start();
    expect(await say(first)).toEqual({ ok: false, code: "replayed" });
    expect(await say(message(-1))).toEqual({ ok: false, code: "replayed" });
    expect(await living(session)).toEqual([true]);
    const both = message();
    const results = await Promise.all([say(both), say(both)]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("changes and writes nothing for an unknown person or a closed account", async () => {
    const { provider, userId, subject } = await somebody();
    await closeAccount(database(), { userId });
    const count = async () => {
      const [row] = await orm().execute<{ count: number }>(sql`select count(*) as count from event`);
      return row?.count;
    };
    const before = await count();
    for (const who of [subject, uniqueWord("nobody")]) {
      const said = { providerId: provider.id, subject: who, message: message() };
      expect(await endSessionsThrough(database(), said)).toEqual({ ok: true, ended: 0 });
    }
    expect(await count()).toBe(before);
  });
});
