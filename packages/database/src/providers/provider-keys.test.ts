import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { latestEvents } from "../audit/events.ts";
import { findById } from "./identity-providers.ts";
import { deleteProvider } from "./provider-deletion.ts";
import { saveProvider } from "./provider-saving.ts";
import {
  addProviderKey,
  type NewProviderKey,
  providerKeyInUse,
  providerKeys,
  removeProviderKey,
  useProviderKey,
} from "./provider-keys.ts";
import { useDatabase } from "../testing/databases.ts";
import { dumpTables } from "../testing/dump.ts";
import { makeProvider } from "../testing/factories.ts";

/** A key in the app's format, with placeholder contents. */
const aKey = (): NewProviderKey => ({
  id: randomUUID(),
  kid: randomBytes(32).toString("base64url"),
  algorithm: "ES256",
  publicKey: { kty: "EC", crv: "P-256", x: "x", y: "y" },
  privateKeySealed: "v1.sealed-private-key",
});

describe("keys of providers", () => {
  const database = useDatabase();
  const orm = () => database().orm;
  const kids = async (providerId: string) =>
    (await providerKeys(orm(), providerId)).map(({ kid, inUse }) => [kid, inUse]);
  const byKey = () =>
    makeProvider(database(), { tokenAuthMethod: "private_key_jwt", clientSecretSealed: null, firstKey: aKey() });

  test("a provider that is connected by key has a first key, and needs no secret", async () => {
    const firstKey = aKey();
    const overrides = { tokenAuthMethod: "private_key_jwt", clientSecretSealed: null, firstKey } as const;
    const made = await makeProvider(database(), overrides);
    expect(made).toMatchObject({ clientSecretSealed: null, clientSecretSetAt: null });
    expect(await kids(made.id)).toEqual([[firstKey.kid, true]]);
    expect(await providerKeyInUse(orm(), made.id)).toEqual(firstKey);
    // A second first key is ignored.
    await saveProvider(orm(), { ...made, firstKey: aKey() }, null);
    expect(await kids(made.id)).toEqual([[firstKey.kid, true]]);
  });

  test("in a rotation the new key is published, then used, and the old one stays until it is removed", async () => {
    const { id, slug } = await byKey();
    const [old, next] = [await providerKeyInUse(orm(), id), aKey()];
    expect(await addProviderKey(orm(), id, next, null)).toEqual({ ok: true });
    expect(await kids(id)).toEqual([
      [old?.kid, true],
      [next.kid, false],
    ]);
    expect(await removeProviderKey(orm(), id, old?.id ?? "", null)).toEqual({ ok: false, code: "key-in-use" });
    expect(await useProviderKey(orm(), id, next.id, null)).toEqual({ ok: true });
    expect(await providerKeyInUse(orm(), id)).toEqual(next);
    expect(await kids(id)).toEqual([
      [old?.kid, false],
      [next.kid, true],
    ]);
    expect(await removeProviderKey(orm(), id, old?.id ?? "", null)).toEqual({ ok: true });
    expect(await kids(id)).toEqual([[next.kid, true]]);
    const noted = (await latestEvents(orm(), { limit: 20 })).filter(({ providerId }) => providerId === id);
    expect(noted.filter(({ type }) => type === "provider-changed").map(({ details }) => details)).toEqual(
      expect.arrayContaining([
        { slug, changed: ["keys"], kid: next.kid, act: "added" },
        { slug, changed: ["keys"], kid: next.kid, act: "used" },
        { slug, changed: ["keys"], kid: old?.kid, act: "removed" },
      ]),
    );
    expect(JSON.stringify(noted)).not.toContain("sealed-private-key");
  });

  test("keys of another provider and deleted keys are not found, and repeating an act changes nothing", async () => {
    const [mine, other] = [await byKey(), await byKey()];
    const key = aKey();
    await addProviderKey(orm(), other.id, key, null);
    const before = await dumpTables(orm());
    const missing = { ok: false, code: "not-found" };
    expect(await useProviderKey(orm(), mine.id, key.id, null)).toEqual(missing);
    expect(await removeProviderKey(orm(), mine.id, key.id, null)).toEqual(missing);
    expect(await addProviderKey(orm(), randomUUID(), aKey(), null)).toEqual(missing);
    const own = await providerKeyInUse(orm(), mine.id);
    expect(await useProviderKey(orm(), mine.id, own?.id ?? "", null)).toEqual({ ok: true });
    expect(await dumpTables(orm())).toBe(before);
  });

  test("there are at most five, and two concurrent first keys leave one in use", async () => {
    const { id } = await byKey();
    const more = [aKey(), aKey(), aKey(), aKey(), aKey()];
    const added = await Promise.all(more.map((key) => addProviderKey(orm(), id, key, null)));
    expect(added.filter(({ ok }) => ok)).toHaveLength(4);
    expect(added).toContainEqual({ ok: false, code: "too-many-keys" });
    const [, ...published] = await providerKeys(orm(), id);
    await Promise.all(published.map((key) => useProviderKey(orm(), id, key.id, null)));
    expect((await providerKeys(orm(), id)).filter(({ inUse }) => inUse)).toHaveLength(1);
  });

  test("keys are deleted with their provider", async () => {
    const { id } = await byKey();
    expect(await deleteProvider(orm(), id, null)).toEqual({ ok: true });
    expect(await findById(orm(), id)).toBeNull();
    expect(await kids(id)).toEqual([]);
  });

  test("a private key is never published, and without a secret there is a key", async () => {
    const { id } = await byKey();
    const rejected = addProviderKey(orm(), id, { ...aKey(), publicKey: { kty: "EC", d: "private" } }, null);
    await expect(rejected).rejects.toMatchObject({ constraint: "provider_key_public_key_is_public" });
    const statement = sql`update identity_provider set token_auth_method = 'client_secret_post' where id = ${id}`;
    await expect(orm().execute(statement)).rejects.toMatchObject({ constraint: "identity_provider_secret_or_key" });
  });
});
