import { describe, expect, test } from "vitest";
import { latestEvents } from "../audit/events.ts";
import { getInstallation } from "./installation.ts";
import { verifyLedger } from "../audit/ledger.ts";
import { findOrganisationLogo, organisationLogoHash, saveOrganisationLogo } from "./organisation-logo.ts";
import { useDatabase } from "../testing/databases.ts";
import { dumpTables } from "../testing/dump.ts";
import { makeAdministrator, makeLogo } from "../testing/factories.ts";

describe("the logo of the organisation", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  test("is set, replaced and removed, each time with an event that contains no picture", async () => {
    const { userId: by, pseudonym } = await makeAdministrator(database());
    const [first, second] = [makeLogo(), makeLogo()];
    const settings = await getInstallation(orm());
    const named = ({ type, hash }: typeof first) => `${type} ${hash.slice(0, 16)}`;
    expect(await organisationLogoHash(orm())).toBeNull();
    expect(await findOrganisationLogo(orm())).toBeNull();
    const steps = [
      { logo: first, base: "", told: { logo: named(first), logoBefore: null } },
      { logo: second, base: first.hash, told: { logo: named(second), logoBefore: named(first) } },
      { logo: null, base: second.hash, told: { logo: null, logoBefore: named(second) } },
    ];
    for (const { logo, base, told } of steps) {
      expect(await saveOrganisationLogo(orm(), { logo, base }, by)).toEqual({ ok: true });
      expect(await findOrganisationLogo(orm())).toEqual(logo);
      expect(await organisationLogoHash(orm())).toBe(logo?.hash ?? null);
      const [noted] = await latestEvents(orm(), { limit: 1 });
      expect(noted).toMatchObject({ type: "settings-changed", actorId: pseudonym });
      expect(noted?.details).toEqual({ section: "appearance", ...told });
    }
    expect(await getInstallation(orm()), "the colour is edited by itself").toEqual(settings);
    expect(await verifyLedger(orm())).toMatchObject({ ok: true });
  });

  test("is not saved if it was changed in between, or is the same", async () => {
    const { userId: by } = await makeAdministrator(database());
    const [logo, other] = [makeLogo(), makeLogo()];
    await saveOrganisationLogo(orm(), { logo, base: "" }, by);
    const before = await dumpTables(orm());
    expect(await saveOrganisationLogo(orm(), { logo, base: logo.hash }, by)).toEqual({ ok: true });
    for (const base of ["", other.hash, logo.hash.slice(0, 16)]) {
      for (const late of [other, logo, null]) {
        const saved = await saveOrganisationLogo(orm(), { logo: late, base }, by);
        expect(saved, base).toEqual({ ok: false, code: "logo-conflict" });
      }
    }
    expect(await dumpTables(orm())).toBe(before);
  });
});

describe("two administrators", () => {
  const database = useDatabase();

  test("who set a logo at once: one gets a conflict", async () => {
    const { orm } = database();
    const [ada, grace] = [await makeAdministrator(database()), await makeAdministrator(database())];
    for (let round = 0; round < 5; round++) {
      const base = (await organisationLogoHash(orm)) ?? "";
      const done = await Promise.all([
        saveOrganisationLogo(orm, { logo: makeLogo(), base }, ada.userId),
        saveOrganisationLogo(orm, { logo: makeLogo(), base }, grace.userId),
      ]);
      expect(done.filter(({ ok }) => ok).length).toBe(1);
    }
  });
});
