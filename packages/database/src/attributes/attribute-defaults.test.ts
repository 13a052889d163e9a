import { describe, expect, test } from "vitest";
import { claimsLastSeen } from "../providers/claim-sightings.ts";
import { latestEvents } from "../audit/events.ts";
import { findById } from "../providers/identity-providers.ts";
import { saveProvider } from "../providers/provider-saving.ts";
import { getUser } from "../users/user-detail.ts";
import { correctValue } from "../provisioning/correct.ts";
import { refreshValues } from "../provisioning/refresh.ts";

import type { RecordedDecision } from "../provisioning/provision.ts";
import { readConsentState } from "../provisioning/consent-state.ts";
import { useDatabase } from "../testing/databases.ts";
import { asks, makeAttribute, makePerson, makeProvider, makePurpose } from "../testing/factories.ts";
import { writeValues } from "../provisioning/value-writing.ts";

describe("defaults of attributes", () => {
  const database = useDatabase();
  const orm = () => database().orm;
  const desk = "+44 20 7946 0000";

  /** A person who agreed to their name, as sent, and to two defaults of the organisation. */
  async function scene(syncPolicy: "provider-wins" | "first-sign-in" = "provider-wins") {
    const unit = await makeAttribute(database(), { selfAssertable: false });
    const attributes = [asks("name"), asks("phone_number"), asks(unit)];
    const { purposeId, versionId } = await makePurpose(database(), { attributes });
    const provider = await makeProvider(database(), { purposesMode: "chosen", purposes: [purposeId], syncPolicy });
    const decided = (attribute: string, source: RecordedDecision["source"]): RecordedDecision => ({
      item: { versionId, attribute, mandatory: false },
      state: "granted",
      source,
    });
    const { userId } = await makePerson(database(), provider, {
      values: [
        { attribute: "name", value: "Ana", source: "provider" },
        { attribute: "phone_number", value: desk, source: "default" },
        { attribute: unit, value: "Chemistry", source: "default" },
      ],
      decisions: [decided("name", "provider"), decided("phone_number", "default"), decided(unit, "default")],
    });
    const valueOf = async (key: string) =>
      (await getUser(orm(), userId))?.values.find(({ attribute }) => attribute === key);
    return { unit, provider, userId, valueOf, signingIn: { providerId: provider.id, syncPolicy } };
  }

  test("an agreed default is stored as the organisation's, also on the receipt, and does not count as sent", async () => {
    const { provider, userId, unit, valueOf } = await scene();
    expect(await valueOf("phone_number")).toMatchObject({
      value: desk,
      source: "default",
      providerName: provider.name,
    });
    const user = await getUser(orm(), userId);
    const sources = user?.decisions.map(({ attribute, source }) => [attribute, source]);
    expect(Object.fromEntries(sources ?? [])).toEqual({ name: "provider", phone_number: "default", [unit]: "default" });
    const held = (await readConsentState(orm(), userId)).values.find(({ attribute }) => attribute === "phone_number");
    expect(held).toMatchObject({ source: "default", providerId: provider.id, missing: false });
    expect([...(await claimsLastSeen(orm(), provider.id)).keys()]).toEqual(["name"]);
  });

  test("a value from the provider replaces it, and a missing value does not", async () => {
    const { userId, unit, valueOf, signingIn } = await scene();
    await refreshValues(database(), { userId, signingIn, sent: { name: "Ana" } });
    expect(await valueOf("phone_number")).toMatchObject({ value: desk, source: "default", missingSince: null });
    const sent = { name: "Ana", phone_number: "+44 7700 900001", [unit]: "Chemistry" };
    await refreshValues(database(), { userId, signingIn, sent });
    expect(await valueOf("phone_number")).toMatchObject({ value: "+44 7700 900001", source: "provider" });
    expect(await valueOf(unit), "the same words").toMatchObject({ value: "Chemistry", source: "provider" });
  });

  test("it stays under the policy first sign-in only", async () => {
    const { userId, valueOf, signingIn } = await scene("first-sign-in");
    await refreshValues(database(), { userId, signingIn, sent: { name: "Ana", phone_number: "+44 7700 900001" } });
    expect(await valueOf("phone_number")).toMatchObject({ value: desk, source: "default" });
  });

  test("the person may correct it if the attribute may be entered, and it then counts as entered", async () => {
    const { userId, unit, valueOf, signingIn } = await scene();
    const correct = (attribute: string) => correctValue(database(), { userId, attribute, value: "+44 7700 900002" });
    expect(await correct(unit), "may not be entered").toBe(false);
    expect(await correct("name"), "the provider's").toBe(false);
    expect(await correct("email"), "not agreed to").toBe(false);
    expect(await correct("phone_number")).toBe(true);
    const own = { value: "+44 7700 900002", source: "self", providerName: null };
    expect(await valueOf("phone_number")).toMatchObject(own);
    await refreshValues(database(), { userId, signingIn, sent: { name: "Ana", phone_number: "+44 7700 900001" } });
    expect(await valueOf("phone_number")).toMatchObject(own);
    expect(await valueOf(unit)).toMatchObject({ value: "Chemistry", source: "default" });
  });

  test.each(["provider", "self", "default"] as const)("a default never replaces a value from: %s", async (source) => {
    const { provider, userId, valueOf } = await scene();
    const write = (value: string, from: typeof source) =>
      writeValues(orm(), { userId, providerId: provider.id }, [{ attribute: "phone_number", value, source: from }]);
    if (source !== "default") await write("+44 7700 900003", source);
    const before = await valueOf("phone_number");
    await write("+44 20 7946 9999", "default");
    expect(await valueOf("phone_number")).toEqual(before);
  });

  test("it is part of the mapping: saved, read back, and named when it changes", async () => {
    const provider = await makeProvider(database());
    const mappings = [{ path: ["phone_number"], attribute: "phone_number", default: desk }];
    await saveProvider(orm(), { ...provider, mappings }, null);
    const stored = await findById(orm(), provider.id);
    expect(stored?.mappings).toEqual(mappings);
    await saveProvider(
      orm(),
      { ...provider, mappings: mappings.map((one) => ({ ...one, default: "+1 555 0100" })) },
      null,
    );
    const [event] = (await latestEvents(orm(), { limit: 5 })).filter(({ providerId }) => providerId === provider.id);
    expect(event?.details).toMatchObject({ changed: ["mappings"] });
    expect(JSON.stringify(event?.details)).not.toContain("555");
  });
});
