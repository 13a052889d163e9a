import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { latestEvents } from "./events.ts";
import {
  findById,
  findBySlug,
  listEnabled,
  listProviders,
  mappedByCounts,
  saveProvider,
} from "./identity-providers.ts";
import { provision } from "./provision.ts";
import { livePurposes } from "./purposes.ts";
import { testDatabases } from "./testing/databases.ts";
import { dumpTables } from "./testing/dump.ts";
import { makeAdministrator, makeDecision, makeProvider, makePurpose, uniqueWord } from "./testing/factories.ts";

describe.each(testDatabases())("identity providers on $engine", ({ use }) => {
  const database = use();
  const orm = () => database().orm;

  test("read back as they were saved, with nested claim paths", async () => {
    const mappings = [
      { path: ["address", "formatted"], attribute: "name" },
      { path: ["e,mail", 'a "b" {c} \\d'], attribute: "email" },
    ];
    const made = await makeProvider(database(), { hint: "For staff", accountUrl: "https://a.example/me", mappings });
    const sorted = [...mappings].sort((a, b) => (a.attribute < b.attribute ? -1 : 1));
    expect(await findBySlug(orm(), made.slug)).toEqual({ ...made, hint: "For staff", mappings: sorted });
    expect(await findById(orm(), made.id)).toEqual(made);
    expect(await findBySlug(orm(), uniqueWord("nobody"))).toBeNull();
    expect(await findById(orm(), randomUUID())).toBeNull();
  });

  test("saving again changes the row and its mappings, and keeps its place", async () => {
    const { position, ...made } = await makeProvider(database());
    const { userId, pseudonym } = await makeAdministrator(database());
    const mappings = [{ path: ["mail"], attribute: "email" }];
    expect(await saveProvider(orm(), { ...made, name: "Renamed", mappings }, userId)).toEqual({ ok: true });
    expect(await findById(orm(), made.id)).toEqual({ ...made, position, name: "Renamed", mappings });
    const noted = (await latestEvents(orm(), { limit: 100 })).filter(({ providerId }) => providerId === made.id);
    expect(noted.filter(({ type }) => type === "provider-created")).toMatchObject([{ actorKind: "system" }]);
    expect(noted.filter(({ type }) => type === "provider-changed")).toMatchObject([{ actorId: pseudonym }]);
  });

  test("what they ask follows their mode", async () => {
    const { purposeId } = await makePurpose(database());
    const chosen = await makeProvider(database(), { purposesMode: "chosen", purposes: [purposeId] });
    const asked = async () => (await livePurposes(orm(), chosen.id)).map((version) => version.purposeId);
    expect(await asked()).toEqual([purposeId]);
    await saveProvider(orm(), { ...chosen, purposes: [] }, null);
    expect(await asked()).toEqual([]);
  });

  // Subjects are unique within an issuer only: another issuer's people would get into accounts that are not theirs.
  test("the issuer stays what it is once somebody came through it", async () => {
    const made = await makeProvider(database());
    const elsewhere = { ...made, issuer: "https://elsewhere.example" };
    expect(await saveProvider(orm(), elsewhere, null)).toEqual({ ok: true });
    await provision(database(), await makeDecision(database(), elsewhere));
    const before = await dumpTables(orm());
    expect(await saveProvider(orm(), made, null)).toEqual({ ok: false, code: "issuer-in-use" });
    expect(await dumpTables(orm())).toBe(before);
    expect(await saveProvider(orm(), made, null, { issuerMoved: true })).toEqual({ ok: true });
  });

  test("no two have the same slug", async () => {
    const one = await makeProvider(database());
    const before = await dumpTables(orm());
    expect(await saveProvider(orm(), { ...one, id: randomUUID() }, null)).toEqual({ ok: false, code: "slug-taken" });
    expect(await dumpTables(orm())).toBe(before);
  });

  test("the choice on the sign-in page has the enabled ones, in order", async () => {
    const last = await makeProvider(database(), { position: 1001 });
    const first = await makeProvider(database(), { position: 1000 });
    const off = await makeProvider(database(), { position: 1002, enabled: false });
    const ids = (await listEnabled(orm())).map(({ id }) => id);
    expect(ids.slice(-2)).toEqual([first.id, last.id]);
    expect((await listProviders(orm())).map(({ id }) => id)).toContain(off.id);
  });

  test("attributes know how many enabled providers map them", async () => {
    const mappings = [{ path: ["zone"], attribute: "zoneinfo" }];
    await makeProvider(database(), { mappings });
    await makeProvider(database(), { mappings });
    await makeProvider(database(), { mappings, enabled: false });
    const counts = await mappedByCounts(orm());
    expect(counts.get("zoneinfo")).toBe(2);
    expect(counts.has("birthdate")).toBe(false);
  });
});
