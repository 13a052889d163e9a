import { describe, expect, test } from "vitest";
import { insertView, removeView, listViews, maxViews, updateViewName } from "./record-views.ts";
import { useDatabase } from "../testing/databases.ts";
import { dumpTables } from "../testing/dump.ts";
import { makeAdministrator, uniqueWord } from "../testing/factories.ts";
import { closeAccount } from "../provisioning/close-account.ts";

describe("saved views", () => {
  const database = useDatabase();
  const orm = () => database().orm;
  const refusals = { name: "Refusals", search: "decision=denied" };
  const namesOf = async (userId: string) => (await listViews(orm(), userId)).map(({ name }) => name);

  async function two() {
    const [ada, ben] = [await makeAdministrator(database()), await makeAdministrator(database())];
    expect(await insertView(orm(), ada.userId, refusals)).toEqual({ ok: true });
    const [view] = await listViews(orm(), ada.userId);
    return { ada: ada.userId, ben: ben.userId, view: view?.id ?? "" };
  }

  test("belong to one administrator, who alone lists, renames and deletes them", async () => {
    const { ada, ben, view } = await two();
    await insertView(orm(), ada, { name: "All of May", search: "from=2026-05-01" });
    expect(await listViews(orm(), ada)).toMatchObject([{ name: "All of May", search: "from=2026-05-01" }, refusals]);
    expect(await listViews(orm(), ben)).toEqual([]);
    expect(await insertView(orm(), ben, refusals), "the same name is free for others").toEqual({ ok: true });

    const before = await dumpTables(orm());
    expect(await updateViewName(orm(), ben, view, "Mine")).toEqual({ ok: false, code: "not-found" });
    await removeView(orm(), ben, view);
    expect(await dumpTables(orm())).toBe(before);
    expect(await updateViewName(orm(), ada, view, "Said no")).toEqual({ ok: true });
    await removeView(orm(), ada, view);
    await removeView(orm(), ada, view);
    expect(await namesOf(ada)).toEqual(["All of May"]);
    expect(await updateViewName(orm(), ada, view, "Gone")).toEqual({ ok: false, code: "not-found" });
  });

  test("have unique names and a maximum number", async () => {
    const { ada, view } = await two();
    const taken = { ok: false, code: "name-taken" };
    expect(await insertView(orm(), ada, { ...refusals, search: "version=2" })).toEqual(taken);
    await insertView(orm(), ada, { ...refusals, name: "Other" });
    expect(await updateViewName(orm(), ada, view, "Other")).toEqual(taken);
    expect(await updateViewName(orm(), ada, view, refusals.name), "its own").toEqual({ ok: true });
    const room = maxViews - 3;
    for (let index = 0; index < room; index += 1) await insertView(orm(), ada, { ...refusals, name: `View ${index}` });
    const both = ["One", "Two"].map((name) => insertView(orm(), ada, { ...refusals, name }));
    expect((await Promise.all(both)).filter(({ ok }) => ok)).toHaveLength(1);
    expect(await namesOf(ada)).toHaveLength(maxViews);
  });

  test("are deleted with the account", async () => {
    const { ada } = await two();
    const name = uniqueWord("canary");
    await insertView(orm(), ada, { ...refusals, name });
    await closeAccount(database(), { userId: ada });
    expect(await dumpTables(orm())).not.toContain(name);
  });
});
