import type { AccountCondition } from "@assent/consent/evaluate/account-conditions";
import type { ClaimMapping } from "@assent/consent/claims/claim-mapping";
import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { closeAccount } from "../provisioning/close-account.ts";
import { latestEvents } from "../audit/events.ts";
import {
  findByDomain,
  findById,
  findBySlug,
  listEnabled,
  listProviders,
  mappedByCounts,
  peopleByProvider,
} from "./identity-providers.ts";
import { deleteProvider, isProviderUsed } from "./provider-deletion.ts";
import { moveProvider } from "./provider-order.ts";
import { saveProvider } from "./provider-saving.ts";
import { provision } from "../provisioning/provision.ts";
import { livePurposes } from "../purposes/purposes.ts";
import { useDatabase } from "../testing/databases.ts";
import { dumpTables } from "../testing/dump.ts";
import {
  makeAdministrator,
  makeDecision,
  makePerson,
  makeProvider,
  makePurpose,
  uniqueWord,
} from "../testing/factories.ts";

describe("identity providers", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  /** Row counts of the tables of a provider. */
  async function countTables() {
    const tables = ["identity_provider", "claim_mapping", "identity_provider_purpose", "account_condition"];
    return Promise.all(
      tables.map((table) => orm().execute(sql`select count(*) as count from ${sql.identifier(table)}`)),
    );
  }

  test("read back as they were saved, with nested claim paths and rules", async () => {
    const mappings: ClaimMapping[] = [
      { path: ["address", "formatted"], attribute: "name", letters: "upper", list: "join", sync: "first-sign-in" },
      { path: ["nick"], attribute: "nickname", list: "first" },
      { path: ["e,mail", 'a "b" {c} \\d'], attribute: "email" },
    ];
    const made = await makeProvider(database(), { hint: "For staff", accountUrl: "https://a.example/me", mappings });
    const sorted = [...mappings].sort((a, b) => (a.attribute < b.attribute ? -1 : 1));
    expect(await findBySlug(orm(), made.slug)).toEqual({ ...made, hint: "For staff", mappings: sorted });
    expect(await findById(orm(), made.id)).toEqual(made);
    expect(await findBySlug(orm(), uniqueWord("nobody"))).toBeNull();
    expect(await findById(orm(), randomUUID())).toBeNull();
  });

  test("saving again changes the row and its mappings, and keeps its position", async () => {
    const { position, revision, ...made } = await makeProvider(database());
    const { userId, pseudonym } = await makeAdministrator(database());
    const mappings = [{ path: ["mail"], attribute: "email" }];
    expect(await saveProvider(orm(), { ...made, name: "Renamed", mappings }, userId)).toEqual({ ok: true });
    expect(await findById(orm(), made.id)).toEqual({
      ...made,
      position,
      revision: revision + 1,
      name: "Renamed",
      mappings,
    });
    const noted = (await latestEvents(orm(), { limit: 100 })).filter(({ providerId }) => providerId === made.id);
    expect(noted.filter(({ type }) => type === "provider-created")).toMatchObject([{ actorKind: "system" }]);
    expect(noted.filter(({ type }) => type === "provider-changed")).toMatchObject([
      { actorId: pseudonym, details: { slug: made.slug, changed: ["name", "mappings"] } },
    ]);
  });

  test("the event has each changed part before and after, and neither a secret nor personal data", async () => {
    const made = await makeProvider(database(), { purposesMode: "all" });
    const { purposeId, form } = await makePurpose(database());
    const mappings = [
      { path: ["mail"], attribute: "email", letters: "lower" as const },
      { path: ["https://x.example/team", "a.b"], attribute: "name" },
    ];
    const conditions: AccountCondition[] = [
      { kind: "claim", path: ["preferred_username"], allowed: ["ana@acme.example", "bo@acme.example"] },
      { kind: "email-domain", allowed: ["acme.example"] },
    ];
    const change = {
      ...{
        name: "Renamed",
        hint: "For staff",
        clientSecretSealed: "sealed anew",
        enabled: false,
        jitMode: "off" as const,
      },
      ...{ purposesMode: "chosen" as const, purposes: [purposeId], mappings, conditions, domains: ["acme.example"] },
    };
    expect(await saveProvider(orm(), { ...made, ...change }, null)).toEqual({ ok: true });
    const [noted] = (await latestEvents(orm(), { limit: 1 })).filter(({ type }) => type === "provider-changed");
    expect(noted?.details).toMatchObject({
      ...{ nameBefore: made.name, name: "Renamed", hintBefore: "", hint: "For staff" },
      ...{ enabledBefore: "true", enabled: "false", jitModeBefore: "ask", jitMode: "off" },
      ...{ purposesBefore: "", purposes: form.name, purposesModeBefore: "all", purposesMode: "chosen" },
      mappingsBefore: "email = email, name = name, phone_number = phone_number",
      mappings: 'email = mail (lower), name = "https://x.example/team"."a.b"',
      ...{ conditionsBefore: "", conditions: "preferred_username: 2, email-domain: acme.example" },
      ...{ domainsBefore: "", domains: "acme.example" },
    });
    expect(noted?.details["changed"]).toContain("clientSecret");
    expect(JSON.stringify(noted)).not.toMatch(/sealed|ana@|bo@/);
    for (const same of ["issuer", "scopes", "clientId", "keys"]) expect(noted?.details).not.toHaveProperty(same);
  });

  test("chosen purposes, conditions and the date of the secret stay if they are not edited", async () => {
    const { purposeId } = await makePurpose(database());
    const conditions = [
      { kind: "claim", path: ["org", "a.b"], allowed: ["acme", "x,y"] },
      { kind: "email-verified" },
      { kind: "email-domain", allowed: ["acme.example"] },
    ] as const;
    const made = await makeProvider(database(), { purposesMode: "chosen", purposes: [purposeId], conditions });
    expect(made).toMatchObject({ purposes: [purposeId], conditions, revision: 1 });
    expect(made.clientSecretSetAt).toBeInstanceOf(Date);
    await saveProvider(orm(), { ...made, name: "Renamed" }, null);
    expect(await findById(orm(), made.id)).toEqual({ ...made, name: "Renamed", revision: 2 });
  });

  test("an email domain leads to one enabled provider", async () => {
    const [first, second] = [`${uniqueWord("d")}.example`, `${uniqueWord("d")}.example`];
    const made = await makeProvider(database(), { domains: [second, first] });
    expect(made.domains).toEqual([first, second].sort());
    expect(await findByDomain(orm(), first)).toEqual(made);
    expect(await findByDomain(orm(), `www.${first}`)).toBeNull();
    const other = await makeProvider(database());
    const before = await dumpTables(orm());
    const claimed = await saveProvider(orm(), { ...other, domains: [`x.${first}`, first] }, null);
    expect(claimed).toEqual({ ok: false, code: "domain-taken", domain: first });
    expect(await dumpTables(orm())).toBe(before);
    // Domains that an edit does not name stay, and a domain that was given up is free.
    await saveProvider(orm(), { ...made, domains: [second], enabled: false }, null);
    expect(await findByDomain(orm(), second)).toBeNull();
    expect(await saveProvider(orm(), { ...other, domains: [first] }, null)).toEqual({ ok: true });
    expect((await findByDomain(orm(), first))?.id).toBe(other.id);
    const [noted] = await latestEvents(orm(), { limit: 1 });
    expect(noted).toMatchObject({ type: "provider-changed", details: { changed: ["domains"] } });
    await deleteProvider(orm(), other.id, null);
    expect(await findByDomain(orm(), first)).toBeNull();
  });

  test("two providers that claim a domain at once: one gets it", async () => {
    const domain = `${uniqueWord("d")}.example`;
    const both = [await makeProvider(database()), await makeProvider(database())];
    const saved = await Promise.all(both.map((one) => saveProvider(orm(), { ...one, domains: [domain] }, null)));
    expect(saved.filter(({ ok }) => ok)).toHaveLength(1);
    expect(saved).toContainEqual(expect.objectContaining({ ok: false, code: "domain-taken" }));
  });

  test("a new secret has a new date, and the event names it without its value", async () => {
    const made = await makeProvider(database());
    await saveProvider(orm(), { ...made, clientSecretSealed: "sealed anew" }, null);
    const changed = await findById(orm(), made.id);
    expect(changed?.clientSecretSetAt?.getTime()).toBeGreaterThan(made.clientSecretSetAt?.getTime() ?? Infinity);
    const [noted] = await latestEvents(orm(), { limit: 1 });
    expect(noted).toMatchObject({ type: "provider-changed", details: { changed: ["clientSecret"] } });
    expect(JSON.stringify(noted)).not.toContain("sealed");
  });

  test.each(["client_secret_basic", "client_secret_post"] as const)(
    "a stored secret is not sent to another issuer (%s)",
    async (tokenAuthMethod) => {
      const made = await makeProvider(database(), { tokenAuthMethod });
      const moved = { ...made, issuer: `${made.issuer}/elsewhere` };
      const before = await dumpTables(orm());
      expect(await saveProvider(orm(), moved, null)).toEqual({ ok: false, code: "secret-elsewhere" });
      // The demonstration's provider moves with its port, and brings its secret.
      expect(await saveProvider(orm(), moved, null, { issuerMoved: true })).toMatchObject({ ok: false });
      expect(await dumpTables(orm())).toBe(before);
      expect(await saveProvider(orm(), { ...moved, clientSecretSealed: "sealed anew" }, null)).toEqual({ ok: true });
      // The same issuer keeps it, even if everything else changes.
      const { clientSecretSealed } = moved;
      const other = { ...moved, clientSecretSealed: "sealed anew", clientId: "other", tokenAuthMethod } as const;
      expect(await saveProvider(orm(), other, null)).toEqual({ ok: true });
      expect((await findById(orm(), made.id))?.clientSecretSealed).not.toBe(clientSecretSealed);
    },
  );

  test("with a new key, too, the old secret is dropped with its issuer", async () => {
    const made = await makeProvider(database(), { tokenAuthMethod: "client_secret_basic" });
    const issuer = `${made.issuer}/elsewhere`;
    const withKey = { ...made, issuer, tokenAuthMethod: "private_key_jwt" } as const;
    expect(await saveProvider(orm(), withKey, null)).toEqual({ ok: true });
    expect((await findById(orm(), made.id))?.clientSecretSealed).toBeNull();
  });

  test("two administrators who edit at once: the second gets a conflict", async () => {
    const made = await makeProvider(database());
    const save = (name: string, base: number) => saveProvider(orm(), { ...made, name }, null, { base });
    expect(await save("First", made.revision)).toEqual({ ok: true });
    const before = await dumpTables(orm());
    expect(await save("Second", made.revision)).toEqual({ ok: false, code: "conflict" });
    expect(await dumpTables(orm())).toBe(before);
    expect(await save("Second", made.revision + 1)).toEqual({ ok: true });
    const both = await Promise.all([save("Third", made.revision + 2), save("Fourth", made.revision + 2)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("an edit of a deleted provider does not create it again", async () => {
    const made = await makeProvider(database());
    expect(await deleteProvider(orm(), made.id, null)).toEqual({ ok: true });
    const before = await dumpTables(orm());
    expect(await saveProvider(orm(), made, null, { base: made.revision })).toEqual({ ok: false, code: "conflict" });
    expect(await dumpTables(orm())).toBe(before);
  });

  test("a provider without sign-ins is deleted, with its mapping, purposes and conditions", async () => {
    const { purposeId } = await makePurpose(database());
    const before = await countTables();
    const made = await makeProvider(database(), {
      purposesMode: "chosen",
      purposes: [purposeId],
      conditions: [{ kind: "email-verified" }],
    });
    expect(await isProviderUsed(orm(), made.id)).toBe(false);
    expect(await deleteProvider(orm(), made.id, null)).toEqual({ ok: true });
    expect(await countTables()).toEqual(before);
    expect((await latestEvents(orm(), { limit: 1 }))[0]).toMatchObject({
      type: "provider-deleted",
      providerId: made.id,
      details: { slug: made.slug, name: made.name },
    });
    expect(await deleteProvider(orm(), made.id, null)).toEqual({ ok: false, code: "not-found" });
  });

  test("a provider with a sign-in cannot be deleted, even after the account is closed", async () => {
    const made = await makeProvider(database());
    const { userId } = await makePerson(database(), made);
    expect((await peopleByProvider(orm())).get(made.id)).toBe(1);
    expect(await deleteProvider(orm(), made.id, null)).toEqual({ ok: false, code: "in-use" });
    await closeAccount(database(), { userId });
    expect((await peopleByProvider(orm())).has(made.id)).toBe(false);
    expect(await isProviderUsed(orm(), made.id)).toBe(true);
    const before = await dumpTables(orm());
    expect(await deleteProvider(orm(), made.id, null)).toEqual({ ok: false, code: "in-use" });
    expect(await dumpTables(orm())).toBe(before);
  });

  test("the last provider through which an administrator can sign in stays enabled", async () => {
    const { userId } = await makeAdministrator(database());
    const ways = await orm().execute<{ id: string }>(sql`
      select provider_id as id from federated_identity i join users u on u.id = i.user_id where u.role = 'administrator'`);
    const save = async (id: string, enabled: boolean) => {
      const found = await findById(orm(), id);
      return found && saveProvider(orm(), { ...found, enabled }, userId);
    };
    for (const { id } of ways.slice(1)) expect(await save(id, false)).toEqual({ ok: true });
    const last = ways[0]?.id ?? "";
    const before = await dumpTables(orm());
    expect(await save(last, false)).toEqual({ ok: false, code: "last-way-in" });
    expect(await dumpTables(orm())).toBe(before);
    for (const { id } of ways) expect(await save(id, true)).toEqual({ ok: true });
    expect(await save(last, ways.length === 1)).toEqual({ ok: true });
  });

  test("neighbours swap, and the first and last stay within the list", async () => {
    const [first, second] = [await makeProvider(database()), await makeProvider(database())];
    const order = async () =>
      (await listProviders(orm())).map(({ id }) => id).filter((id) => id === first.id || id === second.id);
    expect(await order()).toEqual([first.id, second.id]);
    expect(await moveProvider(orm(), second.id, "up", null)).toEqual({ ok: true });
    expect(await order()).toEqual([second.id, first.id]);
    expect(await moveProvider(orm(), first.id, "down", null)).toEqual({ ok: true });
    expect(await order()).toEqual([second.id, first.id]);
    expect((await findById(orm(), first.id))?.revision).toBe(first.revision);
    expect(await moveProvider(orm(), randomUUID(), "up", null)).toEqual({ ok: false, code: "not-found" });
  });

  test("the purposes that they ask follow their mode", async () => {
    const { purposeId } = await makePurpose(database());
    const chosen = await makeProvider(database(), { purposesMode: "chosen", purposes: [purposeId] });
    const asked = async () => (await livePurposes(orm(), chosen.id)).map((version) => version.purposeId);
    expect(await asked()).toEqual([purposeId]);
    await saveProvider(orm(), { ...chosen, purposes: [] }, null);
    expect(await asked()).toEqual([]);
  });

  // Subjects are unique within an issuer only, so people of another issuer could reach accounts that are not theirs.
  test("the issuer cannot change after the first sign-in", async () => {
    const made = await makeProvider(database());
    const elsewhere = { ...made, issuer: "https://elsewhere.example", clientSecretSealed: "sealed for it" };
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

  test("the sign-in page lists the enabled ones, in order", async () => {
    const last = await makeProvider(database(), { position: 1001 });
    const first = await makeProvider(database(), { position: 1000 });
    const off = await makeProvider(database(), { position: 1002, enabled: false });
    const ids = (await listEnabled(orm())).map(({ id }) => id);
    expect(ids.slice(-2)).toEqual([first.id, last.id]);
    expect((await listProviders(orm())).map(({ id }) => id)).toContain(off.id);
  });

  test("several sources of an attribute are read back in their order, and the event names them", async () => {
    const more: ClaimMapping[] = [
      { path: ["email"], attribute: "email", letters: "lower", default: "x@example.org" },
      { path: ["upn"], attribute: "email", letters: "lower", default: "x@example.org" },
      { path: ["given_name"], with: [["family_name"], ["a", "b, c"]], attribute: "name" },
      { path: ["birth"], attribute: "nickname", dates: "day-first" },
    ];
    const made = await makeProvider(database(), { mappings: [{ path: ["email"], attribute: "email" }] });
    await saveProvider(orm(), { ...made, mappings: more }, null);
    const known = await findById(orm(), made.id);
    expect(known?.mappings).toEqual(more);
    const [noted] = (await latestEvents(orm(), { limit: 100 })).filter(({ providerId }) => providerId === made.id);
    expect(JSON.stringify(noted?.details)).toContain("email = email, upn (lower, default)");
    // One source again.
    await saveProvider(orm(), { ...made, mappings: more.slice(0, 2) }, null);
    expect((await findById(orm(), made.id))?.mappings).toEqual(more.slice(0, 2));
  });

  test("a rule changes the mapping, and the default rule removes it again", async () => {
    const made = await makeProvider(database(), { mappings: [{ path: ["zone"], attribute: "gender" }] });
    const ruled: ClaimMapping[] = [{ path: ["zone"], attribute: "gender", letters: "lower" }];
    await saveProvider(orm(), { ...made, mappings: ruled }, null);
    expect((await findById(orm(), made.id))?.mappings).toEqual(ruled);
    await saveProvider(orm(), made, null);
    expect((await findById(orm(), made.id))?.mappings).toEqual(made.mappings);
    const noted = (await latestEvents(orm(), { limit: 100 })).filter(({ providerId }) => providerId === made.id);
    const changes = noted.filter(({ type }) => type === "provider-changed").map(({ details }) => details);
    expect(changes).toMatchObject([{ changed: ["mappings"] }, { changed: ["mappings"] }]);
  });

  test("the enabled providers that map an attribute are counted", async () => {
    const mappings = [{ path: ["zone"], attribute: "zoneinfo" }];
    await makeProvider(database(), { mappings });
    await makeProvider(database(), { mappings });
    await makeProvider(database(), { mappings, enabled: false });
    const counts = await mappedByCounts(orm());
    expect(counts.get("zoneinfo")).toBe(2);
    expect(counts.has("birthdate")).toBe(false);
  });
});
