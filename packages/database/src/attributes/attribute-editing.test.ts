import { describe, expect, test } from "vitest";
import {
  changeAttribute,
  createAttribute,
  deleteAttribute,
  findAttribute,
  listAttributes,
} from "./attribute-editing.ts";
import { catalogue } from "./attributes.ts";
import { latestEvents } from "../audit/events.ts";
import { verifyLedger } from "../audit/ledger.ts";
import { useDatabase } from "../testing/databases.ts";
import { countRows } from "../testing/dump.ts";
import {
  asks,
  makeAdministrator,
  makePerson,
  makeProvider,
  makePurpose,
  publishNext,
  purposeForm,
  uniqueWord,
} from "../testing/factories.ts";
import { closeAccount } from "../provisioning/close-account.ts";

const words = (label: string, explanation = "") => ({ label, explanation });
const flags = { sensitive: false, selfAssertable: false, masked: false };

describe("the attribute catalogue", () => {
  const database = useDatabase();
  const orm = () => database().orm;
  const newest = async () => (await latestEvents(orm(), { limit: 1 }))[0];
  const made = async () => {
    const key = uniqueWord("badge");
    const input = {
      key,
      type: "text" as const,
      ...flags,
      texts: { en: words("Badge", "On your card."), de: words("") },
    };
    expect(await createAttribute(orm(), input, null)).toEqual({ ok: true });
    return key;
  };
  const revisionOf = async (key: string) => (await findAttribute(orm(), key, "en"))?.revision ?? "";

  test("adds an attribute, last in the order, in the languages that have a label", async () => {
    const { userId, pseudonym } = await makeAdministrator(database());
    const key = uniqueWord("badge");
    const input = { key, type: "date" as const, ...flags, texts: { en: words("Badge"), de: words("") } };
    expect(await createAttribute(orm(), input, userId)).toEqual({ ok: true });
    expect((await listAttributes(orm(), "en")).at(-1)).toEqual({
      ...{ key, type: "date", ...flags, category: null, builtIn: false, label: "Badge", mappedBy: [], usedBy: [] },
    });
    expect([...(await catalogue(orm())).keys()].at(-1)).toBe(key);
    expect((await findAttribute(orm(), key, "de"))?.texts).toEqual({ en: words("Badge") });
    const details = { key, type: "date", ...flags, label: "Badge" };
    expect(await newest()).toMatchObject({ type: "attribute-created", actorId: pseudonym, details });
    expect(await createAttribute(orm(), input, null)).toEqual({ ok: false, code: "key-taken" });
    expect(await createAttribute(orm(), { ...input, key: "email" }, null)).toEqual({ ok: false, code: "key-taken" });
    expect(await findAttribute(orm(), "nothing", "en")).toBeNull();
  });

  test("names the providers, the purposes and everything else that refers to an attribute", async () => {
    const key = await made();
    const none = { versions: false, values: false, receipts: false };
    expect(await findAttribute(orm(), key, "en")).toMatchObject({ mappedBy: [], usedBy: [], kept: none });
    const { purposeId, form } = await makePurpose(database(), { attributes: [asks(key)] });
    const provider = await makeProvider(database(), {
      mappings: [{ path: [key], attribute: key }],
      ...{ purposesMode: "chosen", purposes: [purposeId] },
    });
    expect(await findAttribute(orm(), key, "en")).toMatchObject({
      mappedBy: [{ id: provider.id, slug: provider.slug, name: provider.name }],
      usedBy: [{ id: purposeId, name: form.name, status: "live", noticeOf: null }],
      kept: { versions: true, values: false, receipts: false },
    });
    await makePerson(database(), provider, { agreed: { [key]: "77" } });
    expect((await findAttribute(orm(), key, "en"))?.kept).toEqual({ versions: true, values: true, receipts: true });
    await publishNext(database(), purposeId, purposeForm({ attributes: [asks("email")] }));
    expect((await findAttribute(orm(), key, "en"))?.usedBy).toEqual([]);
    expect((await listAttributes(orm(), "en")).find((one) => one.key === key)?.mappedBy.length).toBe(1);
  });

  test("changes words, and the audit log has them before and after", async () => {
    const key = await made();
    const input = {
      sensitive: true,
      selfAssertable: false,
      masked: true,
      texts: { en: words("Card", "On your card."), de: words("Karte") },
    };
    expect(await changeAttribute(orm(), key, await revisionOf(key), input, null)).toEqual({ ok: true });
    expect(await findAttribute(orm(), key, "de")).toMatchObject({ label: "Karte", sensitive: true, masked: true });
    expect((await catalogue(orm())).get(key)).toMatchObject({ masked: true });
    const changes = (await latestEvents(orm(), { limit: 3 })).map(({ details }) => details);
    expect(changes).toContainEqual({
      ...{ key, sensitiveBefore: false, sensitive: true, maskedBefore: false, masked: true },
    });
    expect(changes).toContainEqual({ key, language: "en", labelBefore: "Badge", label: "Card" });
    expect(changes).toContainEqual({ key, language: "de", labelBefore: "", label: "Karte" });
    const before = await countRows(orm());
    expect(await changeAttribute(orm(), key, await revisionOf(key), input, null)).toEqual({ ok: true });
    expect(await countRows(orm())).toEqual(before);
    const without = { ...input, texts: { de: words("") } };
    expect(await changeAttribute(orm(), key, await revisionOf(key), without, null)).toEqual({ ok: true });
    expect((await findAttribute(orm(), key, "de"))?.texts).toEqual({ en: words("Card", "On your card.") });
    expect(await verifyLedger(orm())).toMatchObject({ ok: true });
  });

  test("keeps what kind of personal data it is, and the audit log has it before and after", async () => {
    const key = uniqueWord("badge");
    const input = { key, type: "text" as const, ...flags, category: "Profile", texts: { en: words("Badge") } };
    expect(await createAttribute(orm(), input, null)).toEqual({ ok: true });
    expect(await newest()).toMatchObject({ details: { key, category: "Profile" } });
    expect((await catalogue(orm())).get(key)?.category).toBe("Profile");
    const first = await revisionOf(key);
    const change = { ...flags, category: "Professional", texts: { en: words("Badge") } };
    expect(await changeAttribute(orm(), key, first, change, null)).toEqual({ ok: true });
    expect(await newest()).toMatchObject({ details: { categoryBefore: "Profile", category: "Professional" } });
    expect(await changeAttribute(orm(), key, first, change, null)).toEqual({ ok: false, code: "conflict" });
    expect((await catalogue(orm())).get("email")?.category).toBe("EmailAddress");
  });

  test("refuses a change based on an outdated revision", async () => {
    const key = await made();
    const [first, input] = [await revisionOf(key), { ...flags, texts: { en: words("Card") } }];
    expect(await changeAttribute(orm(), key, first, input, null)).toEqual({ ok: true });
    const later = { ...flags, texts: { en: words("Pass") } };
    expect(await changeAttribute(orm(), key, first, later, null)).toEqual({ ok: false, code: "conflict" });
    expect((await findAttribute(orm(), key, "en"))?.label).toBe("Card");
    expect(await changeAttribute(orm(), "nothing", first, later, null)).toEqual({ ok: false, code: "not-found" });
  });

  test("deletes an attribute only if nothing refers to it, and never a built-in one", async () => {
    const [free, mapped, asked, kept] = [await made(), await made(), await made(), await made()];
    expect(await deleteAttribute(orm(), free, null)).toEqual({ ok: true });
    expect(await newest()).toMatchObject({ type: "attribute-deleted", details: { key: free } });
    expect(await findAttribute(orm(), free, "en")).toBeNull();
    expect(await deleteAttribute(orm(), free, null)).toEqual({ ok: false, code: "not-found" });
    await makeProvider(database(), { mappings: [{ path: ["x"], attribute: mapped }], purposesMode: "chosen" });
    await makePurpose(database(), { attributes: [asks(asked)] });
    const { purposeId } = await makePurpose(database(), { attributes: [asks(kept)] });
    const provider = await makeProvider(database(), { purposesMode: "chosen", purposes: [purposeId] });
    const { userId } = await makePerson(database(), provider);
    await closeAccount(database(), { userId });
    const before = await countRows(orm());
    for (const key of [mapped, asked, kept]) {
      expect(await deleteAttribute(orm(), key, null)).toEqual({ ok: false, code: "in-use" });
    }
    expect(await deleteAttribute(orm(), "nickname", null)).toEqual({ ok: false, code: "built-in" });
    expect(await countRows(orm())).toEqual(before);
  });
});

describe("two administrators at once", () => {
  const database = useDatabase();

  test("make one change of an attribute, and the other gets a conflict", async () => {
    const { orm } = database();
    const revision = (await findAttribute(orm, "nickname", "en"))?.revision ?? "";
    const done = await Promise.all(
      ["One", "Two", "Three"].map((label) =>
        changeAttribute(orm, "nickname", revision, { ...flags, texts: { en: words(label) } }, null),
      ),
    );
    expect(done.filter(({ ok }) => ok).length).toBe(1);
    expect(done.filter(({ ok }) => !ok)).toEqual([
      { ok: false, code: "conflict" },
      { ok: false, code: "conflict" },
    ]);
  });
});
