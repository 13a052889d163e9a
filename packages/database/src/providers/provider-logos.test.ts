import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { latestEvents } from "../audit/events.ts";
import { findById } from "./identity-providers.ts";
import { deleteProvider } from "./provider-deletion.ts";
import { saveProvider } from "./provider-saving.ts";
import { findLogo, saveLogo } from "./provider-logos.ts";
import { useDatabase } from "../testing/databases.ts";
import { dumpTables } from "../testing/dump.ts";
import { makeLogo, makeProvider } from "../testing/factories.ts";

const named = ({ type, hash }: ReturnType<typeof makeLogo>) => `${type} ${hash.slice(0, 16)}`;

describe("pictures of providers", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  test("a picture is set, replaced and removed, with an event each time", async () => {
    const { id, slug } = await makeProvider(database());
    const [first, second] = [makeLogo(), makeLogo()];
    let base = "";
    for (const logo of [first, second]) {
      expect(await saveLogo(orm(), id, { logo, base }, null)).toEqual({ ok: true });
      expect(await findLogo(orm(), slug)).toEqual(logo);
      expect((await findById(orm(), id))?.logoHash).toBe(logo.hash);
      base = logo.hash;
    }
    const before = await dumpTables(orm());
    expect(await saveLogo(orm(), id, { logo: second, base }, null)).toEqual({ ok: true });
    for (const stale of ["", first.hash]) {
      const late = await saveLogo(orm(), id, { logo: null, base: stale }, null);
      expect(late, stale).toEqual({ ok: false, code: "logo-conflict" });
    }
    expect(await dumpTables(orm())).toBe(before);
    expect(await saveLogo(orm(), id, { logo: null, base }, null)).toEqual({ ok: true });
    expect(await findLogo(orm(), slug)).toBeNull();
    const noted = (await latestEvents(orm(), { limit: 20 })).filter(({ providerId }) => providerId === id);
    const changes = noted.filter(({ type }) => type === "provider-changed").map(({ details }) => details);
    const changed = { slug, changed: ["logo"] };
    expect(changes).toEqual([
      { ...changed, logo: null, logoBefore: named(second) },
      { ...changed, logo: named(second), logoBefore: named(first) },
      { ...changed, logo: named(first), logoBefore: null },
    ]);
  });

  test("an edit of the connection keeps it, and it is deleted with its provider", async () => {
    const made = await makeProvider(database(), { logoLetters: "ÄB" });
    const logo = makeLogo();
    await saveLogo(orm(), made.id, { logo, base: "" }, null);
    await saveProvider(orm(), { ...made, name: "Renamed" }, null, { base: made.revision });
    expect(await findById(orm(), made.id)).toMatchObject({ logoLetters: "ÄB", logoHash: logo.hash });
    expect(await deleteProvider(orm(), made.id, null)).toEqual({ ok: true });
    expect(await findLogo(orm(), made.slug)).toBeNull();
  });

  test("an unknown provider has none", async () => {
    const set = { logo: makeLogo(), base: "" };
    expect(await saveLogo(orm(), randomUUID(), set, null)).toEqual({ ok: false, code: "not-found" });
    expect(await findLogo(orm(), "nobody")).toBeNull();
  });
});
