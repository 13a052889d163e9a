import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { addFirstOidcKeys, oidcKeys } from "../applications/oidc-keys.ts";
import { latestEvents } from "../audit/events.ts";
import { findById } from "./identity-providers.ts";
import { deleteProvider } from "./provider-deletion.ts";
import { saveProvider } from "./provider-saving.ts";
import { providerKeyInUse } from "./provider-keys.ts";
import { resealPlace, type SealedPlace, sealedPlaces } from "./sealed-secrets.ts";
import { currentSigningKey, rotateSigningKey } from "../audit/signing-keys.ts";
import { useDatabase } from "../testing/databases.ts";
import { dumpTables } from "../testing/dump.ts";
import { makeProvider } from "../testing/factories.ts";

const kid = () => randomBytes(32).toString("base64url");
const sealedKey = () => ({ id: randomUUID(), kid: kid(), privateKeySealed: `old ${kid()}` });
const ofEc = { algorithm: "ES256", publicKey: { kty: "EC", x: "x" } } as const;
const ofOkp = { publicKey: { kty: "OKP", crv: "Ed25519", x: "x" } } as const;

/** Like the app with a real seal: values with the new secret stay. */
const anew = (sealed: string) => (sealed.startsWith("old ") ? sealed.replace("old ", "new ") : null);

describe("sealed secrets", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  /** One of each kind. */
  async function fixture() {
    const provider = await makeProvider(database(), { clientSecretSealed: `old ${kid()}` });
    const firstKey = { ...sealedKey(), ...ofEc };
    const overrides = { tokenAuthMethod: "private_key_jwt", clientSecretSealed: null, firstKey } as const;
    const byKey = await makeProvider(database(), overrides);
    const signing = { ...sealedKey(), ...ofOkp };
    await rotateSigningKey(orm(), signing);
    const ofApplications = {
      ...sealedKey(),
      algorithm: "RS256",
      publicKey: { kty: "RSA", n: "n", e: "AQAB" },
    } as const;
    await orm().execute(sql`delete from oidc_key`);
    await addFirstOidcKeys(orm(), [ofApplications]);
    const places: SealedPlace[] = [
      { kind: "client-secret", id: provider.id },
      { kind: "provider-key", id: firstKey.id },
      { kind: "signing-key", id: signing.id },
      { kind: "oidc-key", id: ofApplications.id },
    ];
    return { provider, byKey, places };
  }

  test("are all found, without places that have none", async () => {
    const before = await fixture();
    const after = await fixture();
    const found = await sealedPlaces(orm());
    expect(found).toEqual(expect.arrayContaining(after.places));
    // A replaced signing key has lost its private key.
    expect(found).not.toContainEqual(before.places[2]);
    expect(found).not.toContainEqual({ kind: "client-secret", id: after.byKey.id });
  });

  test("each is replaced once, with an event that does not contain it", async () => {
    const { provider, byKey, places } = await fixture();
    for (const place of places) expect(await resealPlace(orm(), place, anew)).toBe("resealed");
    expect((await findById(orm(), provider.id))?.clientSecretSealed).toMatch(/^new /);
    expect((await providerKeyInUse(orm(), byKey.id))?.privateKeySealed).toMatch(/^new /);
    expect((await currentSigningKey(orm()))?.privateKeySealed).toMatch(/^new /);
    const noted = (await latestEvents(orm(), { limit: 50 })).filter(({ type }) => type === "secret-resealed");
    expect((await oidcKeys(orm()))[0]?.privateKeySealed).toMatch(/^new /);
    const whats = ["provider-key", "signing-key", "oidc-key"];
    const details = [{ what: "client-secret", slug: provider.slug }, ...whats.map((what) => ({ what }))];
    for (const one of details)
      expect(noted).toContainEqual(expect.objectContaining({ details: expect.objectContaining(one) }));
    expect(JSON.stringify(noted)).not.toMatch(/old |new /);
    const before = await dumpTables(orm());
    for (const place of places) expect(await resealPlace(orm(), place, anew)).toBe("stays");
    expect(await dumpTables(orm())).toBe(before);
  });

  test("the date of a secret stays", async () => {
    const { provider, places } = await fixture();
    await resealPlace(orm(), places[0]!, anew);
    expect((await findById(orm(), provider.id))?.clientSecretSetAt).toEqual(provider.clientSecretSetAt);
  });

  test("one that cannot be opened changes nothing, and the run can start again", async () => {
    const { places } = await fixture();
    expect(await resealPlace(orm(), places[0]!, anew)).toBe("resealed");
    const before = await dumpTables(orm());
    for (const place of places) {
      const broken = resealPlace(orm(), place, () => {
        throw new Error("it does not open");
      });
      await expect(broken).rejects.toThrow("it does not open");
    }
    expect(await dumpTables(orm())).toBe(before);
    const again = [];
    for (const place of places) again.push(await resealPlace(orm(), place, anew));
    expect(again).toEqual(["stays", "resealed", "resealed", "resealed"]);
  });

  test("an edit under way does not write back the old value", async () => {
    const { provider, places } = await fixture();
    await resealPlace(orm(), places[0]!, anew);
    const edit = { ...provider, name: "Edited meanwhile" };
    expect(await saveProvider(orm(), edit, null, { base: provider.revision })).toEqual({ ok: false, code: "conflict" });
    expect((await findById(orm(), provider.id))?.clientSecretSealed).toMatch(/^new /);
  });

  test("one that was deleted since it was listed is reported as gone", async () => {
    const { provider, places } = await fixture();
    await deleteProvider(orm(), provider.id, null);
    expect(await resealPlace(orm(), places[0]!, anew)).toBe("gone");
  });

  test("two concurrent runs replace each once", async () => {
    const { places } = await fixture();
    const runs = await Promise.all([resealPlace(orm(), places[0]!, anew), resealPlace(orm(), places[0]!, anew)]);
    expect(runs.sort()).toEqual(["resealed", "stays"]);
  });
});
