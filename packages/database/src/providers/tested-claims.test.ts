import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { findById } from "./identity-providers.ts";
import { deleteProvider } from "./provider-deletion.ts";
import { saveTestedClaims, testedClaims } from "./tested-claims.ts";
import { useDatabase } from "../testing/databases.ts";
import { dumpTables } from "../testing/dump.ts";
import { makeProvider } from "../testing/factories.ts";

const today = () => new Date().toISOString().slice(0, 10);

describe("claims of a test sign-in", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  test("the latest test replaces the earlier one, and changes nothing else of its provider", async () => {
    const { id, revision } = await makeProvider(database());
    const another = await makeProvider(database());
    expect(await testedClaims(orm(), id)).toBeNull();
    const before = today();
    await saveTestedClaims(orm(), id, ["email", '"https://acme.example/team".name', "prénom"]);
    const first = await testedClaims(orm(), id);
    expect(first?.paths).toEqual(["email", '"https://acme.example/team".name', "prénom"]);
    expect([before, today()]).toContain(first?.on);
    await saveTestedClaims(orm(), id, []);
    expect((await testedClaims(orm(), id))?.paths).toEqual([]);
    expect((await findById(orm(), id))?.revision).toBe(revision);
    expect(await testedClaims(orm(), another.id)).toBeNull();
  });

  test("they are deleted with their provider, and not stored for a deleted one", async () => {
    const { id } = await makeProvider(database());
    await saveTestedClaims(orm(), id, ["email"]);
    expect(await deleteProvider(orm(), id, null)).toEqual({ ok: true });
    expect(await testedClaims(orm(), id)).toBeNull();
    const before = await dumpTables(orm());
    await saveTestedClaims(orm(), randomUUID(), ["email"]);
    expect(await dumpTables(orm())).toBe(before);
  });

  test.each([
    ["more than a hundred", Array.from({ length: 101 }, (_, index) => `n${index}`)],
    ["a long one", ["x".repeat(201)]],
    ["an address", ["ana@example.org"]],
    ["words", ["Ana Example"]],
  ])("the database refuses %s", async (_, paths) => {
    const { id } = await makeProvider(database());
    await expect(saveTestedClaims(orm(), id, paths)).rejects.toMatchObject({ code: "23514" });
    expect(await testedClaims(orm(), id)).toBeNull();
  });
});
