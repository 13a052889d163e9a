import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { identityProvider } from "../schema/identity-provider.ts";
import { useDatabase } from "../testing/databases.ts";
import { makeProvider } from "../testing/factories.ts";
import { findById } from "./identity-providers.ts";
import { saveProvider } from "./provider-saving.ts";
import { isSecretFor } from "./secret-origin.ts";

const [here, there] = ["https://id.example", "https://elsewhere.example"] as const;

describe("the destination of a client secret", () => {
  const database = useDatabase();
  const orm = () => database().orm;
  const stored = async (id: string) => (await findById(orm(), id))?.clientSecretOrigin;
  const asks = ({ id, clientSecretSealed }: { id: string; clientSecretSealed: string | null }, origin: string) =>
    isSecretFor(orm(), { providerId: id, clientSecretSealed, origin });

  test("is what was found when it was entered, and no other", async () => {
    const made = await makeProvider(database(), { clientSecretOrigin: here });
    expect(made.clientSecretOrigin).toBe(here);
    expect(await asks(made, there)).toBe(false);
    expect(await asks(made, here)).toBe(true);
    expect(await stored(made.id)).toBe(here);
  });

  test("of a secret from before it was recorded is the first that it is sent to", async () => {
    const made = await makeProvider(database());
    expect(made.clientSecretOrigin).toBeNull();
    const asked = await Promise.all([asks(made, here), asks(made, there), asks(made, here), asks(made, there)]);
    expect(asked.filter(Boolean)).toHaveLength(2);
    const first = asked[0] ? here : there;
    expect(await stored(made.id)).toBe(first);
    expect(await asks(made, first === here ? there : here)).toBe(false);
    // No administrator edited it, so an edit under way goes on.
    expect((await findById(orm(), made.id))?.revision).toBe(made.revision);
  });

  test("stays with the secret, whatever an edit says, and changes with it", async () => {
    const made = await makeProvider(database(), { clientSecretOrigin: here });
    expect(await saveProvider(orm(), { ...made, name: "Other", clientSecretOrigin: there }, null)).toEqual({
      ok: true,
    });
    expect(await stored(made.id)).toBe(here);
    const anew = { ...made, clientSecretSealed: "sealed anew", clientSecretOrigin: there };
    expect(await saveProvider(orm(), anew, null)).toEqual({ ok: true });
    expect(await stored(made.id)).toBe(there);
    expect(await asks(made, here), "an earlier secret goes nowhere").toBe(false);
    expect(await asks(made, there), "an earlier secret goes nowhere").toBe(false);
  });

  test("is none without a secret", async () => {
    const made = await makeProvider(database(), { tokenAuthMethod: "private_key_jwt", clientSecretSealed: null });
    expect(await asks(made, here)).toBe(false);
    const rows = await orm().select().from(identityProvider).where(eq(identityProvider.id, made.id));
    expect(rows).toMatchObject([{ clientSecretOrigin: null }]);
  });
});
