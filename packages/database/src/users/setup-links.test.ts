import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { grantAdministrationTo } from "./admin-grant.ts";
import { setupActor, latestEvents } from "../audit/events.ts";
import { getUser } from "./user-detail.ts";
import { provision } from "../provisioning/provision.ts";
import { users } from "../schema/users.ts";
import { administratorExists, createSetupLink, isSetupLinkValid, replaceSetupLinks } from "./setup-links.ts";
import { getController, saveController } from "../settings/settings.ts";
import { useDatabase } from "../testing/databases.ts";
import { dumpTables } from "../testing/dump.ts";
import { inMinutes, makeDecision, makePerson, makeProvider, randomHash } from "../testing/factories.ts";

describe("the first administrator", () => {
  const database = useDatabase();
  const orm = () => database().orm;
  const invalid = { ok: false, code: "link-invalid" };

  async function link(expiresAt = inMinutes(5)): Promise<string> {
    const tokenHash = randomHash();
    await createSetupLink(orm(), { tokenHash, expiresAt });
    return tokenHash;
  }

  test("does not exist yet when the controller is saved: the event names the system and the link", async () => {
    const values = { ...(await getController(orm())), name: "Contoso Ltd", email: "privacy@contoso.example" };
    await saveController(orm(), { base: 0, values }, setupActor);
    const [event] = await latestEvents(orm(), { limit: 1 });
    expect(event).toMatchObject({
      type: "controller-changed",
      actorKind: "system",
      actorId: null,
      details: { fields: ["name", "email"], through: "setup-link" },
    });
  });

  // In this order, because each test prepares the next one.
  test("cannot use an unknown or expired link", async () => {
    const provider = await makeProvider(database(), { purposesMode: "chosen" });
    expect(await administratorExists(orm())).toBe(false);
    const late = await link(inMinutes(-1));
    expect(await isSetupLinkValid(orm(), late)).toBe(false);
    expect(await isSetupLinkValid(orm(), randomHash())).toBe(false);
    const before = await dumpTables(orm());
    for (const setupTokenHash of [late, randomHash()]) {
      const input = await makeDecision(database(), provider, { administrator: { setupTokenHash } });
      expect(await provision(database(), input)).toEqual(invalid);
    }
    expect(await dumpTables(orm())).toBe(before);
    const { userId } = await makePerson(database(), provider);
    expect(await grantAdministrationTo(database(), { userId, right: { setupTokenHash: late } })).toEqual(invalid);
    expect(await administratorExists(orm())).toBe(false);
  });

  test("cannot use a link that was replaced", async () => {
    const provider = await makeProvider(database(), { purposesMode: "chosen" });
    const [lost, found] = [await link(), await link()];
    const tokenHash = randomHash();
    expect(await replaceSetupLinks(database(), { tokenHash, expiresAt: inMinutes(5) })).toBe(true);
    const { userId } = await makePerson(database(), provider);
    for (const setupTokenHash of [lost, found]) {
      expect(await isSetupLinkValid(orm(), setupTokenHash)).toBe(false);
      expect(await grantAdministrationTo(database(), { userId, right: { setupTokenHash } })).toEqual(invalid);
    }
    expect(await isSetupLinkValid(orm(), tokenHash)).toBe(true);
  });

  test("uses the link once, even with concurrent requests", async () => {
    const provider = await makeProvider(database(), { purposesMode: "chosen" });
    const setupTokenHash = await link();
    const spare = await link();
    expect(await isSetupLinkValid(orm(), setupTokenHash)).toBe(true);
    const known = await makePerson(database(), provider);
    const inputs = await Promise.all(
      [setupTokenHash, spare, setupTokenHash, spare].map((hash) =>
        makeDecision(database(), provider, { administrator: { setupTokenHash: hash } }),
      ),
    );
    const results = await Promise.all([
      ...inputs.map((input) => provision(database(), input)),
      grantAdministrationTo(database(), { userId: known.userId, right: { setupTokenHash } }),
    ]);
    expect(results.filter(({ ok }) => ok).length).toBe(1);
    expect(results.filter(({ ok }) => !ok)).toEqual([invalid, invalid, invalid, invalid]);
    const administrators = await orm().select().from(users).where(eq(users.role, "administrator"));
    expect(administrators.length).toBe(1);
    expect(await isSetupLinkValid(orm(), setupTokenHash)).toBe(false);
    expect(await isSetupLinkValid(orm(), spare), "there is an administrator now").toBe(false);
    const replaced = { tokenHash: randomHash(), expiresAt: inMinutes(5) };
    const before = await dumpTables(orm());
    expect(await replaceSetupLinks(database(), replaced), "no new one either").toBe(false);
    expect(await dumpTables(orm())).toBe(before);
    const noted = (await latestEvents(orm(), { limit: 100 })).filter(({ type }) => type === "administrator-appointed");
    const [administrator] = administrators;
    expect(noted).toMatchObject([
      { actorKind: "administrator", actorId: administrator?.pseudonym, pseudonym: administrator?.pseudonym },
    ]);
  });

  test("prevents another first one while suspended, and no longer once closed", async () => {
    await orm().update(users).set({ status: "suspended" }).where(eq(users.role, "administrator"));
    expect(await administratorExists(orm())).toBe(true);
    const change = { status: "closed", role: "person", pseudonym: null, closedAt: sql`now()` } as const;
    await orm().update(users).set(change).where(eq(users.role, "administrator"));
    expect(await administratorExists(orm())).toBe(false);
  });

  test("must have an active account", async () => {
    const provider = await makeProvider(database(), { purposesMode: "chosen" });
    const { userId } = await makePerson(database(), provider);
    await orm().update(users).set({ status: "suspended" }).where(eq(users.id, userId));
    const setupTokenHash = await link();
    expect(await grantAdministrationTo(database(), { userId, right: { setupTokenHash } })).toEqual(invalid);
    expect(await isSetupLinkValid(orm(), setupTokenHash)).toBe(true);
  });

  test("can be a person whose account is made with the link", async () => {
    const provider = await makeProvider(database(), { purposesMode: "chosen" });
    const setupTokenHash = await link();
    const { userId } = await makePerson(database(), provider, { administrator: { setupTokenHash } });
    expect(await getUser(orm(), userId)).toMatchObject({ role: "administrator" });
    const second = await makeDecision(database(), provider, { administrator: { setupTokenHash: await link() } });
    expect(await provision(database(), second)).toEqual(invalid);
  });
});
