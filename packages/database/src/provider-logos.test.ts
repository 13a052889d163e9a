import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { latestEvents } from "./events.ts";
import { deleteProvider, findById, saveProvider } from "./identity-providers.ts";
import { findLogo, saveLogo } from "./provider-logos.ts";
import { testDatabases } from "./testing/databases.ts";
import { dumpTables } from "./testing/dump.ts";
import { makeProvider, randomHash } from "./testing/factories.ts";

const aLogo = () => ({ type: "image/png", picture: "iVBORw0KGgo=", hash: randomHash() }) as const;

describe.each(testDatabases())("pictures of providers on $engine", ({ use }) => {
  const database = use();
  const orm = () => database().orm;

  test("one is set, replaced and taken away, with an event each time", async () => {
    const { id, slug } = await makeProvider(database());
    const [first, second] = [aLogo(), aLogo()];
    for (const logo of [first, second]) {
      expect(await saveLogo(orm(), id, logo, null)).toEqual({ ok: true });
      expect(await findLogo(orm(), slug)).toEqual(logo);
      expect((await findById(orm(), id))?.logoHash).toBe(logo.hash);
    }
    const before = await dumpTables(orm());
    await saveLogo(orm(), id, second, null);
    expect(await dumpTables(orm())).toBe(before);
    expect(await saveLogo(orm(), id, null, null)).toEqual({ ok: true });
    expect(await findLogo(orm(), slug)).toBeNull();
    const noted = (await latestEvents(orm(), { limit: 20 })).filter(({ providerId }) => providerId === id);
    const changes = noted.filter(({ type }) => type === "provider-changed").map(({ details }) => details);
    expect(changes).toEqual(Array.from({ length: 3 }, () => ({ slug, changed: ["logo"] })));
  });

  test("an edit of the connection leaves it, and it goes with its provider", async () => {
    const made = await makeProvider(database(), { logoLetters: "ÄB" });
    const logo = aLogo();
    await saveLogo(orm(), made.id, logo, null);
    await saveProvider(orm(), { ...made, name: "Renamed" }, null, { base: made.revision });
    expect(await findById(orm(), made.id)).toMatchObject({ logoLetters: "ÄB", logoHash: logo.hash });
    expect(await deleteProvider(orm(), made.id, null)).toEqual({ ok: true });
    expect(await findLogo(orm(), made.slug)).toBeNull();
  });

  test("nobody has one who is not there", async () => {
    expect(await saveLogo(orm(), randomUUID(), aLogo(), null)).toEqual({ ok: false, code: "not-found" });
    expect(await findLogo(orm(), "nobody")).toBeNull();
  });
});
