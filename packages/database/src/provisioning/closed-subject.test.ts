import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { closeAccount } from "./close-account.ts";
import { closedSubject, useClosedSubjectKey } from "./closed-subject.ts";
import { closedSubjectKeyOf, keyClosedSubjects } from "./closed-subject-key.ts";
import { provision } from "./provision.ts";
import { federatedIdentity } from "../schema/federated-identity.ts";
import { useDatabase } from "../testing/databases.ts";
import { dumpTables } from "../testing/dump.ts";
import { makeDecision, makePerson, makeProvider } from "../testing/factories.ts";
import { findIdentity } from "../users/people.ts";
import type { IdentityProvider } from "../providers/identity-provider.ts";

// Anyone with a copy of the database could find out whether an identifier that they knew once had an account: it was
// hashed without a key.
describe("the identifier of a closed account", () => {
  const database = useDatabase();
  let provider: IdentityProvider;

  beforeAll(async () => {
    provider = await makeProvider(database());
  });

  async function closed() {
    const { userId, input } = await makePerson(database(), provider);
    expect(await closeAccount(database(), { userId })).toMatchObject({ ok: true });
    return { userId, subject: input.subject };
  }

  const unkeyed = (subject: string) => createHash("sha256").update(`${provider.id} ${subject}`).digest("hex");
  const find = (subject: string) => findIdentity(database().orm, provider.id, subject);

  test("is recognised with the key and with nothing else", async () => {
    const { userId, subject } = await closed();
    expect(await find(subject)).toMatchObject({ userId, status: "closed" });
    const rows = await dumpTables(database().orm);
    for (const guess of [subject, unkeyed(subject), createHash("sha256").update(subject).digest("hex")]) {
      expect(rows).not.toContain(guess);
    }
    const before = closedSubject(provider.id, subject);
    useClosedSubjectKey(Buffer.alloc(32, "another"));
    expect(closedSubject(provider.id, subject)).not.toBe(before);
    expect(await find(subject)).toBeNull();
    useClosedSubjectKey(Buffer.alloc(32, "closed"));
  });

  test("that an earlier version hashed without a key is recognised, keyed once, and recognised after that", async () => {
    const { userId, subject } = await closed();
    const old = `closed:${unkeyed(subject)}`;
    await database().orm.update(federatedIdentity).set({ subject: old }).where(eq(federatedIdentity.userId, userId));
    expect(await find(subject)).toMatchObject({ userId, status: "closed" });
    expect([await keyClosedSubjects(database().orm), await keyClosedSubjects(database().orm)]).toEqual([1, 0]);
    expect(await dumpTables(database().orm)).not.toContain(unkeyed(subject));
    expect(await find(subject)).toMatchObject({ userId, status: "closed" });
    const again = await makeDecision(database(), provider, { subject });
    expect(await provision(database(), again)).toMatchObject({ ok: false });
  });

  test("belongs to two closed accounts, after an earlier version made the second: both stay closed", async () => {
    const { orm } = database();
    const { userId: first, subject } = await closed();
    // As an instance made it that does not know keyed hashes.
    const { userId: second } = await makePerson(database(), provider);
    const set = (stored: string) =>
      orm.update(federatedIdentity).set({ subject: stored }).where(eq(federatedIdentity.userId, second));
    await set(subject);
    expect(await find(subject)).toMatchObject({ userId: second, status: "active" });
    expect(await closeAccount(database(), { userId: second })).toMatchObject({ ok: true });
    expect(await find(subject)).toMatchObject({ userId: first, status: "closed" });
    await set(`closed:${unkeyed(subject)}`);
    expect(await keyClosedSubjects(orm)).toBe(1);
    expect(await find(subject)).toMatchObject({ userId: first, status: "closed" });
  });

  test("is keyed with one key, however many instances start", async () => {
    let made = 0;
    const make = () => ({ id: crypto.randomUUID(), keySealed: `sealed ${(made += 1)}` });
    const keys = await Promise.all(Array.from({ length: 8 }, () => closedSubjectKeyOf(database().orm, make)));
    expect(new Set(keys.map(({ keySealed }) => keySealed)).size).toBe(1);
  });
});
