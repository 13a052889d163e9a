import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { latestEvents } from "../audit/events.ts";
import { verifyLedger } from "../audit/ledger.ts";
import { dumpTables } from "../testing/dump.ts";
import { makeAdministrator, makeApplication, makeLogo } from "../testing/factories.ts";
import { useDatabase } from "../testing/databases.ts";
import { deleteApplication, enableApplication } from "./application-editing.ts";
import { findApplicationLogo, saveApplicationLogo } from "./application-logos.ts";
import { findApplication, findClient, listApplications } from "./applications.ts";

const named = ({ type, hash }: ReturnType<typeof makeLogo>) => `${type} ${hash.slice(0, 16)}`;

describe("logos of applications", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  test("one is set, replaced and removed, each time with an event that contains no picture", async () => {
    const { userId: by, pseudonym } = await makeAdministrator(database());
    const { id, clientId } = await makeApplication(database(), { name: "Library" });
    const [first, second] = [makeLogo(), makeLogo()];
    const steps = [
      { logo: first, base: "", told: { logo: named(first), logoBefore: null } },
      { logo: second, base: first.hash, told: { logo: named(second), logoBefore: named(first) } },
      { logo: null, base: second.hash, told: { logo: null, logoBefore: named(second) } },
    ];
    for (const { logo, base, told } of steps) {
      expect(await saveApplicationLogo(orm(), id, { logo, base }, by)).toEqual({ ok: true });
      expect(await findApplicationLogo(orm(), id)).toEqual(logo);
      const logoHash = logo?.hash ?? null;
      expect(await findApplication(orm(), id)).toMatchObject({ logoHash, revision: 1 });
      expect(await findClient(orm(), clientId)).toMatchObject({ logoHash });
      const [noted] = await latestEvents(orm(), { limit: 1 });
      expect(noted).toMatchObject({ type: "application-changed", actorId: pseudonym });
      expect(noted?.details).toEqual({ application: id, clientId, name: "Library", ...told });
    }
    expect(await verifyLedger(orm())).toMatchObject({ ok: true });
  });

  test("one is not saved if it was changed in between, or is the same", async () => {
    const { id } = await makeApplication(database());
    const [logo, other] = [makeLogo(), makeLogo()];
    await saveApplicationLogo(orm(), id, { logo, base: "" }, null);
    const before = await dumpTables(orm());
    expect(await saveApplicationLogo(orm(), id, { logo, base: logo.hash }, null)).toEqual({ ok: true });
    for (const base of ["", other.hash, logo.hash.slice(0, 16)]) {
      for (const late of [other, logo, null]) {
        const saved = await saveApplicationLogo(orm(), id, { logo: late, base }, null);
        expect(saved, base).toEqual({ ok: false, code: "logo-conflict" });
      }
    }
    expect(await dumpTables(orm())).toBe(before);
  });

  test("two administrators who set one at once: one gets a conflict", async () => {
    const { id } = await makeApplication(database());
    for (let round = 0; round < 5; round++) {
      const base = (await findApplication(orm(), id))?.logoHash ?? "";
      const set = () => saveApplicationLogo(orm(), id, { logo: makeLogo(), base }, null);
      expect((await Promise.all([set(), set()])).filter(({ ok }) => ok).length).toBe(1);
    }
  });

  test("a disabled application keeps its logo, a deleted one loses it and gets no new one", async () => {
    const { id } = await makeApplication(database());
    const { id: other } = await makeApplication(database());
    const logo = makeLogo();
    for (const one of [id, other]) await saveApplicationLogo(orm(), one, { logo, base: "" }, null);
    await enableApplication(orm(), { id, enabled: false }, null);
    expect(await findApplicationLogo(orm(), id)).toEqual(logo);
    await deleteApplication(orm(), id, null);
    expect(await findApplicationLogo(orm(), id)).toBeNull();
    for (const gone of [id, randomUUID()]) {
      const saved = await saveApplicationLogo(orm(), gone, { logo, base: "" }, null);
      expect(saved).toEqual({ ok: false, code: "not-found" });
      expect(await findApplicationLogo(orm(), gone)).toBeNull();
    }
    expect((await listApplications(orm())).find((one) => one.id === other)?.logoHash, "of another one").toBe(logo.hash);
  });
});
