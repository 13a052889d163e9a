import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { findClosedAccount, releaseClosedAccount } from "./closed-account.ts";
import { recordArchiveGiven } from "./given-archive.ts";
import { findIdentity } from "./people.ts";
import { getUser } from "./user-detail.ts";
import { latestEvents } from "../audit/events.ts";
import { closeAccount } from "../provisioning/close-account.ts";
import { provision } from "../provisioning/provision.ts";
import { useDatabase } from "../testing/databases.ts";
import { makeAdministrator, makeDecision, makePerson, makeProvider } from "../testing/factories.ts";

describe("a closed account", () => {
  const database = useDatabase();
  const orm = () => database().orm;
  let by = "";
  beforeAll(async () => {
    by = (await makeAdministrator(database())).userId;
  });

  async function closedOne() {
    const provider = await makeProvider(database());
    const { userId } = await makePerson(database(), provider);
    const subject = (await getUser(orm(), userId))?.identities[0]?.subject ?? "";
    await closeAccount(database(), { userId });
    return { provider, userId, subject };
  }

  test("is found by the beginning of its id, and an open one is not", async () => {
    const { provider, userId } = await closedOne();
    const found = await findClosedAccount(orm(), userId.slice(0, 8));
    expect(found).toMatchObject({ id: userId, providers: [provider.name] });
    const { userId: open } = await makePerson(database(), provider);
    expect(await findClosedAccount(orm(), open.slice(0, 8))).toBeNull();
    expect(await findClosedAccount(orm(), "00000000")).toBeNull();
  });

  test("keeps its sign-in out until an administrator lets it make a new account", async () => {
    const { provider, userId, subject } = await closedOne();
    const again = async () => provision(database(), { ...(await makeDecision(database(), provider)), subject });
    expect(await again()).toMatchObject({ ok: false });
    expect(await releaseClosedAccount(database(), { userId, by })).toEqual({ ok: true });
    const [noted] = await latestEvents(orm(), { limit: 1 });
    expect(noted).toMatchObject({
      type: "sign-in-released",
      pseudonym: null,
      details: { identities: 1, account: userId.slice(0, 8) },
    });
    expect(await findIdentity(orm(), provider.id, subject)).toBeNull();
    const made = await again();
    expect(made).toMatchObject({ ok: true });
    expect(made.ok && made.userId).not.toBe(userId);
    const [closed] = await orm().execute<{ status: string }>(sql`select status from users where id = ${userId}`);
    expect(closed?.status).toBe("closed");
  });

  test("is released once, by an administrator, and an open one never", async () => {
    const { provider, userId } = await closedOne();
    const { userId: open } = await makePerson(database(), provider);
    expect(await releaseClosedAccount(database(), { userId, by: open })).toEqual({ ok: false, code: "not-allowed" });
    expect(await releaseClosedAccount(database(), { userId: open, by })).toEqual({ ok: false, code: "changed" });
    expect(await releaseClosedAccount(database(), { userId, by })).toEqual({ ok: true });
    expect(await releaseClosedAccount(database(), { userId, by })).toEqual({ ok: false, code: "changed" });
    expect(await findClosedAccount(orm(), userId.slice(0, 8))).toMatchObject({ providers: [] });
  });

  test("has nothing to give out; of an open one, the audit log records it first", async () => {
    const { provider, userId } = await closedOne();
    expect(await recordArchiveGiven(database(), { userId, by })).toBe(false);
    const { userId: open } = await makePerson(database(), provider);
    expect(await recordArchiveGiven(database(), { userId: open, by: open })).toBe(false);
    expect(await recordArchiveGiven(database(), { userId: open, by })).toBe(true);
    const [noted] = await latestEvents(orm(), { limit: 1 });
    expect(noted).toMatchObject({ type: "archive-given", actorKind: "administrator" });
    expect(noted?.pseudonym).toBe((await getUser(orm(), open))?.pseudonym);
  });
});
