import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { findReceipt } from "./receipts.ts";
import { receiptStatus } from "./receipt-status.ts";
import { attributeValue } from "../schema/attribute-value.ts";
import { consentGrant } from "../schema/consent-grant.ts";
import { users } from "../schema/users.ts";
import { addFirstSigningKey, currentSigningKey, publishedKeys, rotateSigningKey } from "./signing-keys.ts";
import { useDatabase } from "../testing/databases.ts";
import { dumpTables } from "../testing/dump.ts";
import { makePerson, makeProvider, makePurpose } from "../testing/factories.ts";

describe("the status of a receipt", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  test("follows its grants and its account", async () => {
    await makePurpose(database());
    const provider = await makeProvider(database());
    const { userId, receiptNumber } = await makePerson(database(), provider);
    const { id = "", noticeHash } = (await findReceipt(orm(), receiptNumber)) ?? {};
    const states = async () => (await receiptStatus(orm(), id))?.grants.map(({ state }) => state);
    expect(await receiptStatus(orm(), id)).toMatchObject({ number: receiptNumber, noticeHash, account: "active" });
    expect(await states()).toEqual(["live", "live"]);

    const grant = (key: string) => and(eq(consentGrant.userId, userId), eq(consentGrant.attributeKey, key));
    await orm().delete(attributeValue).where(eq(attributeValue.userId, userId));
    const past = { grantedAt: sql`now() - interval '2 days'`, expiresAt: sql`now() - interval '1 day'` };
    await orm().update(consentGrant).set(past).where(grant("email"));
    const ended = { endedAt: sql`now()`, endReason: "withdrawn" } as const;
    await orm().update(consentGrant).set(ended).where(grant("phone_number"));
    expect(await states()).toEqual(["expired", "withdrawn"]);

    const closed = { status: "closed", pseudonym: null, closedAt: sql`now()` } as const;
    await orm().update(users).set(closed).where(eq(users.id, userId));
    expect(await receiptStatus(orm(), id)).toMatchObject({ account: "closed" });
  });

  test("is null for an unknown receipt", async () => {
    expect(await receiptStatus(orm(), randomUUID())).toBeNull();
  });
});

const newKey = (letter: string) => ({
  id: randomUUID(),
  kid: letter.repeat(43),
  publicKey: { kty: "OKP", crv: "Ed25519", x: letter } as const,
  privateKeySealed: `sealed-${letter}`,
});

describe("signing keys", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  test("one is current, old ones stay published without their private key", async () => {
    expect(await currentSigningKey(orm())).toBeNull();
    const [a, b, c] = [newKey("a"), newKey("b"), newKey("c")];
    expect(await addFirstSigningKey(orm(), a)).toBe(true);
    expect(await addFirstSigningKey(orm(), b)).toBe(false);
    expect(await currentSigningKey(orm())).toEqual(a);
    await rotateSigningKey(orm(), b);
    await rotateSigningKey(orm(), c);
    expect(await currentSigningKey(orm())).toEqual(c);
    const published = await publishedKeys(orm());
    const current = published.map(({ kid, retiredAt }) => `${kid[0]} ${retiredAt === null}`);
    expect(current.sort()).toEqual(["a false", "b false", "c true"]);
    const tables = await dumpTables(orm());
    expect(tables).not.toContain("sealed-a");
    expect(tables).toContain("sealed-c");
  });
});

describe("the first signing key", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  test("ten instances that start at once create one", async () => {
    const made = await Promise.all("defghijkmn".split("").map((letter) => addFirstSigningKey(orm(), newKey(letter))));
    expect(made.filter(Boolean).length).toBe(1);
    expect((await publishedKeys(orm())).length).toBe(1);
  });
});
