import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { latestEvents } from "../audit/events.ts";
import { dumpTables } from "../testing/dump.ts";
import { makeApplication, makePerson, makeProvider, makePurpose, randomHash } from "../testing/factories.ts";
import { useDatabase } from "../testing/databases.ts";
import {
  addSecret,
  changeApplication,
  deleteApplication,
  enableApplication,
  endSecret,
  listSecrets,
} from "./application-editing.ts";
import { applicationsOfSession, findBySid, joinSession, subjectFor } from "./application-sessions.ts";
import { findApplication, findClient, isClientIdTaken, isSecretOf, listApplications } from "./applications.ts";
import { consumeItem, findItem, removeItemsOfGrant, saveItem, saveOnce } from "./oidc-items.ts";
import { addFirstOidcKeys, type NewOidcKey, oidcKeys, rotateOidcKeys } from "./oidc-keys.ts";

describe("applications", () => {
  const database = useDatabase();
  const orm = () => database().orm;
  const inputOf = async (id: string) => {
    const stored = await findApplication(orm(), id);
    if (!stored) throw new Error("There is no such application");
    const { clientId: _clientId, enabled: _enabled, createdAt: _createdAt, ...input } = stored;
    return input;
  };

  test("one is found by its client ID, with its addresses, and its secret by hash", async () => {
    const secretHash = randomHash();
    const { id, clientId } = await makeApplication(database(), {
      secretHash,
      redirectUris: ["https://b.example/", "https://a.example/"],
    });
    expect(await findClient(orm(), clientId)).toMatchObject({
      id,
      redirectUris: ["https://a.example/", "https://b.example/"],
    });
    expect(await isSecretOf(orm(), clientId, secretHash)).toBe(true);
    expect(await isSecretOf(orm(), clientId, randomHash())).toBe(false);
    const [event] = await latestEvents(orm(), { limit: 1 });
    expect(event).toMatchObject({ type: "application-created", details: { application: id, clientId } });
  });

  test("two administrators who edit at once: the second gets a conflict, and their edit is not stored", async () => {
    const { id } = await makeApplication(database());
    const input = await inputOf(id);
    expect(await changeApplication(orm(), { ...input, name: "First" }, null)).toEqual({ ok: true });
    expect(await changeApplication(orm(), { ...input, name: "Second" }, null)).toMatchObject({
      ok: false,
      code: "conflict",
      stored: { name: "First", revision: 2 },
    });
    expect(await findApplication(orm(), id)).toMatchObject({ name: "First" });
  });

  test("each change is one event that says what was before and what is now, and no secret", async () => {
    const { id, clientId } = await makeApplication(database(), { redirectUris: ["https://a.example/"] });
    const last = async () => (await latestEvents(orm(), { limit: 1 }))[0];
    const input = await inputOf(id);
    const redirectUris = ["https://b.example/", "https://a.example/"];
    await changeApplication(orm(), { ...input, name: "Portal", redirectUris }, null);
    expect(await last()).toMatchObject({
      type: "application-changed",
      details: {
        ...{ application: id, clientId, name: "Portal", nameBefore: input.name },
        ...{ redirectUrisBefore: "https://a.example/", redirectUris: "https://a.example/ https://b.example/" },
      },
    });
    const changed = await last();
    const again = await inputOf(id);
    await changeApplication(orm(), { ...again, redirectUris }, null);
    expect(await last(), "the same in another order").toEqual(changed);
    await enableApplication(orm(), { id, enabled: false }, null);
    expect(await last()).toMatchObject({ details: { name: "Portal", enabledBefore: true, enabled: false } });
    const hash = randomHash();
    await addSecret(orm(), { applicationId: id, hash }, null);
    const added = await last();
    expect(added).toMatchObject({ type: "application-changed", details: { act: "secret-added" } });
    expect(JSON.stringify(added)).not.toContain(hash);
  });

  test("a client ID stays taken after its application is deleted", async () => {
    const { id, clientId } = await makeApplication(database());
    await deleteApplication(orm(), id, null);
    expect(await isClientIdTaken(orm(), clientId)).toBe(true);
    expect(await isClientIdTaken(orm(), `${clientId}-more`)).toBe(false);
  });

  test("a disabled one is no longer a client, and a deleted one keeps only its row", async () => {
    const secretHash = randomHash();
    const { id, clientId } = await makeApplication(database(), { secretHash });
    expect(await enableApplication(orm(), { id, enabled: false }, null)).toEqual({ ok: true });
    expect(await findClient(orm(), clientId)).toBeNull();
    expect(await isSecretOf(orm(), clientId, secretHash)).toBe(false);
    expect(await deleteApplication(orm(), id, null)).toEqual({ ok: true });
    expect(await findApplication(orm(), id)).toBeNull();
    expect((await listApplications(orm())).map((one) => one.id)).not.toContain(id);
    const rows = await orm().execute(sql`select from application_secret where application_id = ${id}`);
    expect(rows).toHaveLength(0);
    expect(await deleteApplication(orm(), id, null)).toEqual({ ok: false, code: "not-found" });
  });

  test("there are two secrets at most, and the last one cannot be ended", async () => {
    const first = randomHash();
    const { id, clientId } = await makeApplication(database(), { secretHash: first });
    const second = randomHash();
    expect(await addSecret(orm(), { applicationId: id, hash: second }, null)).toEqual({ ok: true });
    expect(await addSecret(orm(), { applicationId: id, hash: randomHash() }, null)).toEqual({
      ok: false,
      code: "too-many-secrets",
    });
    expect([await isSecretOf(orm(), clientId, first), await isSecretOf(orm(), clientId, second)]).toEqual([true, true]);
    const [oldest] = await listSecrets(orm(), id);
    expect(await endSecret(orm(), { applicationId: id, secretId: oldest?.id ?? "" }, null)).toEqual({ ok: true });
    expect([await isSecretOf(orm(), clientId, first), await isSecretOf(orm(), clientId, second)]).toEqual([
      false,
      true,
    ]);
    const [left] = await listSecrets(orm(), id);
    expect(await endSecret(orm(), { applicationId: id, secretId: left?.id ?? "" }, null)).toEqual({
      ok: false,
      code: "last-secret",
    });
  });

  test.each([
    ["a single-page application with a secret", { kind: "single-page", authMethod: "client_secret_basic" }],
    ["a native application without PKCE", { kind: "native", authMethod: "none", pkceRequired: false }],
    ["a service that proves nothing", { kind: "service", authMethod: "none" }],
    ["an application that signs without a key", { authMethod: "private_key_jwt", jwks: null }],
  ] as const)("the database refuses %s", async (_title, overrides) => {
    await expect(makeApplication(database(), overrides)).rejects.toMatchObject({ code: "23514" });
  });

  test("the recipients of a published version are kept as they are", async () => {
    const { id } = await makeApplication(database());
    const { versionId } = await makePurpose(database());
    await expect(
      orm().execute(
        sql`insert into purpose_version_recipient (version_id, application_id) values (${versionId}, ${id})`,
      ),
    ).rejects.toMatchObject({ code: "23001" });
  });
});

describe("items of the OpenID provider", () => {
  const database = useDatabase();
  const orm = () => database().orm;
  const item = (over: { seconds?: number; grantHash?: string | null } = {}) => ({
    ...{ model: "AuthorizationCode", idHash: randomHash(), payloadSealed: "sealed", grantHash: null, seconds: 60 },
    ...over,
  });

  test("an item is found until it expires by the database clock", async () => {
    const [kept, over] = [item(), item({ seconds: 0 })];
    await saveItem(orm(), kept);
    await saveItem(orm(), over);
    expect(await findItem(orm(), kept)).toMatchObject({ payloadSealed: "sealed", consumedAt: null });
    expect(await findItem(orm(), over)).toBeNull();
    expect(await findItem(orm(), { ...kept, model: "AccessToken" })).toBeNull();
  });

  test("of twenty concurrent uses of a code one succeeds", async () => {
    const code = item();
    await saveItem(orm(), code);
    const used = await Promise.all(Array.from({ length: 20 }, () => consumeItem(orm(), code)));
    expect(used.filter(Boolean)).toHaveLength(1);
    expect((await findItem(orm(), code))?.consumedAt).toBeInstanceOf(Date);
  });

  test("of twenty concurrent uses of an assertion one succeeds", async () => {
    const assertion = item();
    const saved = await Promise.all(Array.from({ length: 20 }, () => saveOnce(orm(), assertion)));
    expect(saved.filter(Boolean)).toHaveLength(1);
  });

  test("a code and everything issued for it are deleted together", async () => {
    const grantHash = randomHash();
    const [code, token, other] = [item({ grantHash }), item({ grantHash }), item({ grantHash: randomHash() })];
    for (const one of [code, token, other]) await saveItem(orm(), one);
    await removeItemsOfGrant(orm(), grantHash);
    expect([await findItem(orm(), code), await findItem(orm(), token)]).toEqual([null, null]);
    expect(await findItem(orm(), other)).not.toBeNull();
  });
});

describe("sessions and identifiers", () => {
  const database = useDatabase();
  const orm = () => database().orm;
  const random = () => randomBytes(16).toString("base64url");

  test("the first sid of a session and an application stays, and ends with the session", async () => {
    const person = await makePerson(database(), await makeProvider(database()));
    const application = await makeApplication(database());
    const tokenHash = person.input.session?.tokenHash ?? "";
    const key = { tokenHash, applicationId: application.id };
    const sids = await Promise.all(Array.from({ length: 10 }, () => joinSession(orm(), { ...key, sid: random() })));
    expect(new Set(sids).size).toBe(1);
    const [sid = ""] = sids;
    expect(await findBySid(orm(), sid)).toEqual({ userId: person.userId, clientId: application.clientId });
    expect(await applicationsOfSession(orm(), tokenHash)).toEqual([{ clientId: application.clientId, sid }]);
    await enableApplication(orm(), { id: application.id, enabled: false }, null);
    expect(await findBySid(orm(), sid), "disabled").toBeNull();
    await enableApplication(orm(), { id: application.id, enabled: true }, null);
    await orm().execute(sql`update users set status = 'suspended' where id = ${person.userId}`);
    expect(await findBySid(orm(), sid), "suspended").toBeNull();
    await orm().execute(sql`update users set status = 'active' where id = ${person.userId}`);
    const over = sql`created_at = now() - interval '2 days', expires_at = now() - interval '1 second'`;
    await orm().execute(sql`update session set ${over} where token_hash = ${tokenHash}`);
    expect(await findBySid(orm(), sid), "over").toBeNull();
    await orm().execute(sql`update session set expires_at = now() + interval '1 hour' where token_hash = ${tokenHash}`);
    expect(await findBySid(orm(), sid)).not.toBeNull();
    await orm().execute(sql`delete from session where token_hash = ${tokenHash}`);
    expect(await findBySid(orm(), sid), "signed out").toBeNull();
  });

  test("an identifier differs for each sector, and reveals nothing about the account", async () => {
    const { userId } = await makePerson(database(), await makeProvider(database()));
    const inSector = (sector: string) => subjectFor(orm(), { userId, sector, candidate: random() });
    const [one, again, other] = [await inSector("a"), await inSector("a"), await inSector("b")];
    expect(one).toBe(again);
    expect(one).not.toBe(other);
    expect([one, other]).not.toContain(userId);
  });
});

describe("keys that sign tokens for applications", () => {
  const database = useDatabase();
  const orm = () => database().orm;
  const key = (): NewOidcKey => ({
    id: randomUUID(),
    kid: randomBytes(32).toString("base64url"),
    algorithm: "RS256",
    publicKey: { kty: "RSA", n: "n", e: "AQAB" },
    privateKeySealed: "v1.sealed",
  });

  test("concurrent starts create the first keys once; a rotation publishes keys before they sign", async () => {
    expect(await rotateOidcKeys(orm(), { keys: [key()], seconds: 3600 }, null), "without any").toBe(false);
    const made = await Promise.all(Array.from({ length: 5 }, () => addFirstOidcKeys(orm(), [key()])));
    expect(made.filter(Boolean)).toHaveLength(1);
    await rotateOidcKeys(orm(), { keys: [key()], seconds: 3600 }, null);
    const [old, next] = await oidcKeys(orm());
    const now = Date.now();
    expect(old?.retiredAt?.getTime()).toBeGreaterThan(now);
    expect(next?.signsFrom.getTime()).toBe(old?.retiredAt?.getTime());
    expect(JSON.stringify(await dumpTables(orm()))).not.toContain('"d":');
  });
});
