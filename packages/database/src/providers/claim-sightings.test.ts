import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { latestEvents } from "../audit/events.ts";
import { claimsLastSeen, countUnusable, recordClaimSighting, unusableClaims } from "./claim-sightings.ts";
import { findById } from "./identity-providers.ts";
import { saveProvider } from "./provider-saving.ts";
import { refreshValues } from "../provisioning/refresh.ts";
import { refuse } from "../provisioning/provision.ts";
import { useDatabase } from "../testing/databases.ts";
import { asks, makeDecision, makePerson, makeProvider, makePurpose } from "../testing/factories.ts";
import { withdraw } from "../provisioning/withdraw.ts";

const today = () => new Date().toISOString().slice(0, 10);

describe("when a claim was last seen", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  async function scene() {
    const { purposeId, versionId } = await makePurpose(database(), {
      attributes: [asks("name", true), asks("email"), asks("phone_number")],
    });
    const provider = await makeProvider(database(), { purposesMode: "chosen", purposes: [purposeId] });
    const seen = async () => Object.fromEntries(await claimsLastSeen(orm(), provider.id));
    const set = (day: string | null) =>
      orm().execute(sql`update claim_mapping set last_seen = ${day}::date where provider_id = ${provider.id}`);
    const signingIn = { providerId: provider.id, syncPolicy: "provider-wins" } as const;
    return { purposeId, versionId, provider, seen, set, signingIn };
  }

  test("a first sign-in records agreed claims that were sent, and nothing that was refused or typed", async () => {
    const { provider, seen } = await scene();
    const other = await scene();
    expect(await seen()).toEqual({});
    const refused = await makeDecision(database(), provider, { agreed: {} });
    expect(await refuse(database(), refused)).toEqual({ ok: true });
    expect(await seen()).toEqual({});
    const decision = await makeDecision(database(), provider, {
      agreed: { name: "Ana", phone_number: "+44 7700 900001" },
    });
    const before = today();
    await makePerson(database(), provider, {
      ...decision,
      values: decision.values.map((one) => (one.attribute === "name" ? { ...one, source: "self" } : one)),
    });
    const found = await seen();
    expect(Object.keys(found)).toEqual(["phone_number"]);
    expect([before, today()]).toContain(found["phone_number"]);
    expect(await other.seen()).toEqual({});
  });

  test("a later sign-in records granted claims that were sent, once a day", async () => {
    const { purposeId, versionId, provider, seen, set, signingIn } = await scene();
    const { userId } = await makePerson(database(), provider, {
      agreed: { name: "Ana", phone_number: "+44 7700 900001" },
    });
    await set("2020-01-01");
    const sent = { name: "Ana", email: "refused@example.org", phone_number: "" };
    expect(await refreshValues(database(), { userId, signingIn, sent })).toBe(true);
    expect(await seen()).toEqual({ name: today(), email: "2020-01-01", phone_number: "2020-01-01" });

    const versions = async () => orm().execute(sql`select xmin::text, attribute_key from claim_mapping order by 2`);
    const before = await versions();
    await refreshValues(database(), { userId, signingIn, sent });
    expect(await versions(), "no row is written twice a day").toEqual(before);

    await set(null);
    const withdrawn = await withdraw(database(), {
      userId,
      purposeId,
      versionId,
      attribute: "phone_number",
      ...(await makeDecision(database(), provider)),
    });
    expect(withdrawn).toMatchObject({ ok: true });
    await refreshValues(database(), { userId, signingIn, sent: { phone_number: "+44 7700 900001" } });
    expect(await seen(), "withdrawn").toEqual({});
  });

  test("it does not change the provider's revision, survives saving the mapping, and ends with its path", async () => {
    const { provider, seen, set } = await scene();
    await set("2020-01-01");
    const mappings = provider.mappings.map((one) =>
      one.attribute === "name" ? { ...one, path: ["display"] } : { ...one, letters: "lower" as const },
    );
    await saveProvider(orm(), { ...provider, mappings: mappings.slice(0, 3) }, null);
    expect(await seen()).toEqual({ email: "2020-01-01", phone_number: "2020-01-01" });
    const stored = await findById(orm(), provider.id);
    await saveProvider(orm(), { ...provider, ...stored, name: "Renamed" }, null);
    expect(await seen()).toEqual({ email: "2020-01-01", phone_number: "2020-01-01" });
    const [event] = (await latestEvents(orm(), { limit: 5 })).filter(({ providerId }) => providerId === provider.id);
    expect(event?.details).toMatchObject({ changed: ["name"] });
  });
});

describe("claims that cannot be used", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  test("are counted by claim, even concurrently, until the mapping has another claim", async () => {
    const [provider, other] = [await makeProvider(database()), await makeProvider(database())];
    const counts = async (id: string) => Object.fromEntries(await unusableClaims(orm(), id));
    expect(await counts(provider.id)).toEqual({});
    await Promise.all([
      countUnusable(orm(), provider.id, ["email", "name", "unmapped"]),
      countUnusable(orm(), provider.id, ["name", "email"]),
      countUnusable(orm(), provider.id, ["email"]),
    ]);
    expect(await counts(provider.id)).toEqual({ email: { count: 3, on: today() }, name: { count: 2, on: today() } });
    expect(await counts(other.id)).toEqual({});
    const mappings = provider.mappings.map((one) => (one.attribute === "email" ? { ...one, path: ["mail"] } : one));
    await saveProvider(orm(), { ...provider, mappings }, null);
    expect(await counts(provider.id)).toEqual({ name: { count: 2, on: today() } });
  });
});

describe("sign-ins at the same moment on postgres", () => {
  const database = useDatabase();

  test("do not wait for each other to record the day", async () => {
    const { id } = await makeProvider(database());
    await database().orm.transaction(async (first) => {
      await recordClaimSighting(first, id, ["email"]);
      // It would otherwise wait for the end of the first one, which waits for this.
      await database().orm.transaction((second) => recordClaimSighting(second, id, ["email", "name"]));
      expect([...(await claimsLastSeen(database().orm, id)).keys()]).toEqual(["name"]);
    });
    expect([...(await claimsLastSeen(database().orm, id)).keys()].sort()).toEqual(["email", "name"]);
  });
});
