import { describe, expect, test } from "vitest";
import { addAttributeTexts, catalogue } from "../attributes/attributes.ts";
import { appendEvent, countEvents, latestEvents } from "../audit/events.ts";
import { isKeyUsed, purgeOneUseKeys } from "../provisioning/one-use-keys.ts";
import { refuse } from "../provisioning/provision.ts";
import { attributeText } from "../schema/attribute-text.ts";
import { controller } from "../schema/controller.ts";
import { oneUseKey } from "../schema/one-use-key.ts";
import { getController, saveController } from "./settings.ts";
import { useDatabase } from "../testing/databases.ts";
import {
  acme,
  inMinutes,
  makeAdministrator,
  makeAttribute,
  makeDecision,
  makePerson,
  makeProvider,
  randomHash,
} from "../testing/factories.ts";

describe("settings", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  test("name the controller, and say if it was never saved", async () => {
    expect(await getController(orm())).toMatchObject({ displayName: "Assent", email: null, updatedAt: null });
    const { userId, pseudonym } = await makeAdministrator(database());
    await orm().delete(controller);
    await saveController(orm(), { base: 0, values: acme }, userId);
    expect(await getController(orm())).toEqual({ ...acme, updatedAt: expect.any(Date), revision: 1, mayAsk: true });
    await saveController(orm(), { base: 1, values: { ...acme, phone: null } }, userId);
    expect(await getController(orm())).toMatchObject({ name: "Acme Ltd", phone: null });
    const noted = (await latestEvents(orm(), { limit: 10 })).filter(({ type }) => type === "controller-changed");
    expect(JSON.stringify(noted), "whom to write to may be a person").not.toContain(acme.email);
    expect(noted).toMatchObject([
      { actorId: pseudonym, details: { fields: ["phone"] } },
      {
        actorId: pseudonym,
        details: {
          fields: expect.arrayContaining(["name", "displayName", "contact", "email"]),
          ...{ name: acme.name, nameBefore: null, displayName: acme.displayName, displayNameBefore: null },
        },
      },
    ]);
  });

  const unreachable = { email: null, phone: null, address: null };

  test.each([
    ["by email", { email: "a@b.example" }, true],
    ["by phone", { phone: "+44 1632 960000" }, true],
    ["by post", { address: "1 Example Street" }, true],
    ["by a name alone", { contact: "Privacy Officer" }, false],
    ["in no way", {}, false],
  ])("an organisation that can be reached %s may ask: %s", async (_, ways, mayAsk) => {
    const { revision: base } = await getController(orm());
    await saveController(orm(), { base, values: { ...acme, contact: null, ...unreachable, ...ways } }, null);
    expect((await getController(orm())).mayAsk).toBe(mayAsk);
  });

  test.each([
    ["it was never saved before", 0],
    ["it was saved before", 1],
  ])("two administrators who save the controller at once: the second gets what is stored now: %s", async (_, base) => {
    await orm().delete(controller);
    if (base === 1) await saveController(orm(), { base: 0, values: acme }, null);
    const say = (name: string) => saveController(orm(), { base, values: { ...acme, name } }, null);
    const answers = await Promise.all([say("Contoso Ltd"), say("Fabrikam Ltd")]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const stored = await getController(orm());
    expect(stored.revision).toBe(base + 1);
    expect(answers.find(({ ok }) => !ok)).toEqual({ ok: false, stored });
    const events = await countEvents(orm(), { since: new Date(0) });
    expect(await say("Northwind Ltd")).toEqual({ ok: false, stored });
    expect(await saveController(orm(), { base: base + 1, values: stored }, null)).toEqual({ ok: true });
    expect(await countEvents(orm(), { since: new Date(0) }), "neither leaves a trace").toEqual(events);
  });

  test("the catalogue has words in the language, else in the default one, else in English, else the key", async () => {
    const key = await makeAttribute(database(), { label: "Shoe size", type: "text", sensitive: true });
    const label = async (language?: string) => (await catalogue(orm(), language)).get(key)?.label;
    expect(await label()).toBe("Shoe size");
    await orm()
      .insert(attributeText)
      .values([
        { attributeKey: key, language: "de", label: "Schuhgröße" },
        { attributeKey: key, language: "ar", label: "مقاس الحذاء" },
      ]);
    expect(await label("de")).toBe("Schuhgröße");
    expect(await label("fr")).toBe("Shoe size");
    const { revision: base } = await getController(orm());
    await saveController(orm(), { base, values: { ...acme, defaultLanguage: "ar" } }, null);
    expect(await label("fr")).toBe("مقاس الحذاء");
    expect((await catalogue(orm())).get(key)).toMatchObject({
      key,
      type: "text",
      sensitive: true,
      selfAssertable: false,
    });
    await orm().delete(attributeText);
    expect(await label("de")).toBe(key);
    await addAttributeTexts(orm(), "de", {
      [key]: { label: "Größe", explanation: "" },
      unknown: { label: "?", explanation: "" },
    });
    await addAttributeTexts(orm(), "de", { [key]: { label: "Later words change none", explanation: "" } });
    expect(await label("de")).toBe("Größe");
    expect([...(await catalogue(orm())).keys()].slice(0, 3)).toEqual(["email", "email_verified", "phone_number"]);
  });

  test("events are listed newest first and counted by type", async () => {
    const provider = await makeProvider(database(), { purposesMode: "chosen" });
    const since = inMinutes(-1);
    await makePerson(database(), provider);
    await makePerson(database(), provider);
    await refuse(database(), await makeDecision(database(), provider));
    const ofProvider = await countEvents(orm(), { since: inMinutes(-61), providerId: provider.id });
    expect(ofProvider).toEqual({ "provider-created": 1, provisioned: 2, refused: 1 });
    expect((await countEvents(orm(), { since }))["provisioned"]).toBeGreaterThanOrEqual(2);
    expect(await countEvents(orm(), { since: inMinutes(1) })).toEqual({});
    const times = (await latestEvents(orm(), { limit: 100 })).map(({ at }) => at.getTime());
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(await latestEvents(orm(), { limit: 2 })).toHaveLength(2);
  });

  test("events name a person by pseudonym only", async () => {
    const provider = await makeProvider(database(), { purposesMode: "chosen" });
    const { userId } = await makePerson(database(), provider);
    const { pseudonym } = await makeAdministrator(database());
    await appendEvent(orm(), { type: "controller-changed", actor: { kind: "person", userId }, pseudonym });
    const [newest] = await latestEvents(orm(), { limit: 1, pseudonym });
    expect(newest).toMatchObject({ actorKind: "person", pseudonym, details: {} });
    expect(JSON.stringify(await latestEvents(orm(), { limit: 1000 }))).not.toContain(userId);
  });

  test("used keys are remembered, and purged after their sign-in has ended", async () => {
    const provider = await makeProvider(database());
    const input = await makeDecision(database(), provider);
    expect(await isKeyUsed(orm(), input.pending.keyHash)).toBe(false);
    await refuse(database(), input);
    expect(await isKeyUsed(orm(), input.pending.keyHash)).toBe(true);
    const old = randomHash();
    await orm()
      .insert(oneUseKey)
      .values({ keyHash: old, expiresAt: inMinutes(-1) });
    expect(await purgeOneUseKeys(orm())).toBe(1);
    expect(await isKeyUsed(orm(), old)).toBe(false);
    expect(await isKeyUsed(orm(), input.pending.keyHash)).toBe(true);
  });
});
