import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { latestEvents } from "../audit/events.ts";
import type { EventType } from "../schema/event.ts";
import { archivePurpose, createPurpose } from "./purpose-editing.ts";
import {
  discardDraft,
  draftTranslation,
  draftVersion,
  maxWaitDays,
  type PublishOptions,
  publishVersion,
} from "./purpose-publishing.ts";
import { versionsOf } from "./purpose-history.ts";
import { draftOf, getPurpose, livePurposes } from "./purposes.ts";
import { purposeVersion } from "../schema/purpose-version.ts";
import { purposeVersionReason } from "../schema/purpose-version-reason.ts";
import { purposeVersionText } from "../schema/purpose-version-text.ts";
import { readConsentState } from "../provisioning/consent-state.ts";
import { useDatabase } from "../testing/databases.ts";
import { dumpTables } from "../testing/dump.ts";
import {
  asks,
  inMinutes,
  makeAdministrator,
  makePerson,
  makeProvider,
  makePurpose,
  publishNext,
  purposeForm,
  uniqueWord,
} from "../testing/factories.ts";

const unknown = "00000000-0000-4000-8000-000000000000";
const atOnce: PublishOptions = { asksAll: false, askFrom: null };

describe("publishing", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  const noted = async (type: EventType, purposeId: string) =>
    (await latestEvents(orm(), { limit: 1000 })).filter((each) => each.type === type && each.purposeId === purposeId);

  const asked = async (purposeId: string) => {
    const provider = await makeProvider(database());
    return (await livePurposes(orm(), provider.id)).find((version) => version.purposeId === purposeId);
  };

  async function drafted(at: { purposeId: string; versionId: string }, form = purposeForm()) {
    const draft = await draftVersion(orm(), at.purposeId, at.versionId, form, null);
    if (!draft.ok) throw new Error(draft.code);
    return draft;
  }

  test("no provider asks a draft until it is published, and then in place of the earlier version", async () => {
    const administrator = await makeAdministrator(database());
    const made = await makePurpose(database());
    const form = purposeForm({ description: "Other words." });
    const draft = await draftVersion(orm(), made.purposeId, made.versionId, form, administrator.userId);
    if (!draft.ok) throw new Error(draft.code);
    expect(await asked(made.purposeId)).toMatchObject({ versionId: made.versionId, number: 1 });
    const before = await getPurpose(orm(), made.purposeId);
    expect(before).toMatchObject({ name: made.form.name, hasDraft: true, version: { number: 1 } });
    expect(await draftOf(orm(), made.purposeId)).toMatchObject({ versionId: draft.versionId, number: 2 });

    const published = await publishVersion(orm(), made.purposeId, draft.versionId, atOnce, administrator.userId);
    expect(published).toEqual({ ok: true, number: 2 });
    expect(await asked(made.purposeId)).toMatchObject({ versionId: draft.versionId, number: 2, askFrom: null });
    expect(await getPurpose(orm(), made.purposeId)).toMatchObject({ name: form.name, hasDraft: false });
    expect(await draftOf(orm(), made.purposeId)).toBeNull();
    const by = { actorKind: "administrator", actorId: administrator.pseudonym };
    expect(await noted("purpose-drafted", made.purposeId)).toMatchObject([{ ...by, details: { number: 2 } }]);
    expect(await noted("purpose-changed", made.purposeId)).toMatchObject([
      { ...by, details: { name: form.name, number: 2, material: false, asksAll: false, askFrom: null } },
    ]);
    expect((await versionsOf(orm(), made.purposeId))[0]).toMatchObject({ publishedBy: administrator.userId });
  });

  test("a second draft replaces the first, with the same number", async () => {
    const made = await makePurpose(database());
    const first = await drafted(made);
    const second = await drafted({ purposeId: made.purposeId, versionId: first.versionId });
    expect([first.number, second.number]).toEqual([2, 2]);
    expect(second.versionId).not.toBe(first.versionId);
    expect(await draftVersion(orm(), made.purposeId, first.versionId, purposeForm(), null)).toEqual({
      ok: false,
      code: "conflict",
    });
    expect(await publishVersion(orm(), made.purposeId, first.versionId, atOnce, null)).toEqual({
      ok: false,
      code: "conflict",
    });
  });

  test("a translation is a draft like any other change, and people read it once it is published", async () => {
    const administrator = await makeAdministrator(database());
    const form = purposeForm({ attributes: [asks("email", true, "Because."), asks("name")], legalNote: "GDPR" });
    const made = await makePurpose(database(), form);
    const german = {
      name: "Konto",
      description: "Damit es geht.",
      details: "",
      legalNote: "DSGVO",
      reasons: { email: "Darum.", gone: "x" },
    };
    const at = (baseId: string, words: typeof german | null, language = "de") =>
      draftTranslation(orm(), made.purposeId, baseId, { language, words }, administrator.userId);
    const first = await at(made.versionId, german);
    if (!first.ok) throw new Error(first.code);
    expect(Object.keys((await asked(made.purposeId))?.texts ?? {})).toEqual(["en"]);
    const second = await at(
      first.versionId,
      { ...german, name: "Compte", legalNote: "", reasons: { email: "", gone: "" } },
      "fr",
    );
    if (!second.ok) throw new Error(second.code);
    expect([first.number, second.number]).toEqual([2, 2]);
    await publishVersion(orm(), made.purposeId, second.versionId, atOnce, null);
    const { texts, ...rest } = (await asked(made.purposeId))!;
    expect(Object.entries(texts).map(([language, { name, legalNote }]) => [language, name, legalNote])).toEqual([
      ["de", "Konto", "DSGVO"],
      ["en", form.name, "GDPR"],
      ["fr", "Compte", null],
    ]);
    expect(rest).toMatchObject({
      retention: { kind: form.retention },
      attributes: [
        { key: "email", mandatory: true, reasons: { en: "Because.", de: "Darum." } },
        { key: "name", mandatory: false, reasons: {} },
      ],
    });
    expect(await noted("purpose-drafted", made.purposeId)).toMatchObject([
      { actorId: administrator.pseudonym, details: { language: "fr", name: form.name } },
      { details: { language: "de" } },
    ]);
    const without = await at(second.versionId, null);
    if (!without.ok) throw new Error(without.code);
    expect(Object.keys((await draftOf(orm(), made.purposeId))?.texts ?? {})).toEqual(["en", "fr"]);
    expect((await draftOf(orm(), made.purposeId))?.attributes[0]?.reasons).toEqual({ en: "Because." });
  });

  test("a translation of a changed, archived or unknown purpose changes nothing", async () => {
    const made = await makePurpose(database());
    const words = { name: "Konto", description: "Damit es geht.", details: "", legalNote: "", reasons: {} };
    const draft = await drafted(made);
    const before = await dumpTables(orm());
    const at = (purposeId: string, baseId: string) =>
      draftTranslation(orm(), purposeId, baseId, { language: "de", words }, null);
    expect(await at(made.purposeId, made.versionId)).toEqual({ ok: false, code: "conflict" });
    expect(await at(unknown, made.versionId)).toEqual({ ok: false, code: "not-found" });
    expect(await dumpTables(orm())).toBe(before);
    await archivePurpose(orm(), made.purposeId, null);
    expect(await at(made.purposeId, draft.versionId)).toEqual({ ok: false, code: "not-found" });
  });

  test("texts in other languages are copied, and the reasons of attributes that are still asked", async () => {
    const form = purposeForm({ attributes: [asks("email"), asks("name")] });
    const draft = await createPurpose(orm(), form, null, { status: "draft" });
    if (!draft.ok) throw new Error(draft.code);
    const { versionId, purposeId } = draft;
    await orm()
      .insert(purposeVersionText)
      .values({ versionId, language: "de", name: "Konto", description: "Damit es geht.", legalNote: "DSGVO" });
    await orm()
      .insert(purposeVersionReason)
      .values([
        { versionId, attributeKey: "name", language: "de", reason: "Darum." },
        { versionId, attributeKey: "email", language: "de", reason: "Auch darum." },
      ]);
    const next = purposeForm({ attributes: [asks("name", true, "Because.")] });
    const replaced = await drafted(draft, next);
    expect((await getPurpose(orm(), purposeId))?.version).toMatchObject({
      number: 1,
      texts: { en: { name: next.name }, de: { name: "Konto", description: "Damit es geht.", legalNote: "DSGVO" } },
      attributes: [{ key: "name", mandatory: true, reasons: { en: "Because.", de: "Darum." } }],
    });
    expect(await asked(purposeId)).toBeUndefined();
    expect(await publishVersion(orm(), purposeId, replaced.versionId, atOnce, null)).toEqual({ ok: true, number: 1 });
    expect(await getPurpose(orm(), purposeId)).toMatchObject({ status: "live", hasDraft: false });
    expect(await asked(purposeId)).toMatchObject({ number: 1 });
  });

  test("a legal note from before translations is in the original, and is copied from there", async () => {
    const made = await createPurpose(orm(), purposeForm(), null, { status: "draft" });
    if (!made.ok) throw new Error(made.code);
    const { purposeId, versionId } = made;
    const other = { versionId, name: "Konto", description: "Damit es geht." };
    await orm().insert(purposeVersionText).values([{ ...other, language: "de" }, { ...other, language: "ar" }]); // prettier-ignore
    await orm().update(purposeVersion).set({ legalNote: "GDPR" }).where(eq(purposeVersion.id, versionId));
    const published = await publishVersion(orm(), purposeId, versionId, atOnce, null);
    expect(published).toMatchObject({ ok: true });
    const notes = async () => {
      const texts = (await draftOf(orm(), purposeId))?.texts ?? (await asked(purposeId))?.texts ?? {};
      return Object.fromEntries(Object.entries(texts).map(([language, { legalNote }]) => [language, legalNote]));
    };
    expect(await notes()).toEqual({ en: "GDPR", de: null, ar: null });
    const words = { name: "Konto", description: "Damit es geht.", details: "", legalNote: "DSGVO", reasons: {} };
    const translation = { language: "de", words };
    const translated = await draftTranslation(orm(), purposeId, versionId, translation, null);
    if (!translated.ok) throw new Error(translated.code);
    expect(await notes()).toEqual({ en: "GDPR", de: "DSGVO", ar: null });
    const without = await draftVersion(orm(), purposeId, translated.versionId, purposeForm({ legalNote: "" }), null);
    expect(without).toMatchObject({ ok: true, number: 2 });
    expect(await notes()).toEqual({ en: null, de: "DSGVO", ar: null });
    const looked = (await versionsOf(orm(), purposeId)).find(({ version }) => version.number === 1)?.version.texts;
    expect(looked).toMatchObject({ en: { legalNote: "GDPR" }, de: { legalNote: null } });
  });

  test.each([
    ["only wording", {}, {}, { material: false, asksAll: false }],
    ["wording, asked again", {}, { asksAll: true }, { material: true, asksAll: true }],
    ["a new attribute, whichever option is chosen", { attributes: [asks("email", true), asks("phone_number"), asks("name")] }, {}, { material: true, asksAll: false }], // prettier-ignore
    ["optional to mandatory, whichever option is chosen", { attributes: [asks("email", true), asks("phone_number", true)] }, {}, { material: true, asksAll: false }], // prettier-ignore
  ])("what a version asks of people who decided before: %s", async (_, change, publishing, expected) => {
    const { purposeId, form } = await makePurpose(database());
    const { versionId } = await publishNext(database(), purposeId, { ...form, ...change }, publishing);
    const [row] = await orm().select().from(purposeVersion).where(eq(purposeVersion.id, versionId));
    expect(row).toMatchObject(expected);
  });

  test("the consent state has the published versions that ask something, oldest first, and no draft", async () => {
    const { purposeId, form, versionId } = await makePurpose(database());
    const provider = await makeProvider(database(), { purposesMode: "chosen", purposes: [purposeId] });
    const { userId } = await makePerson(database(), provider);
    const asking = async () => (await readConsentState(orm(), userId)).asking.get(purposeId);
    const attributes = [
      { key: "email", mandatory: true },
      { key: "phone_number", mandatory: false },
    ];
    const recipients = { organisation: true, applications: [] };
    const first = {
      number: 1,
      asksAll: false,
      askFrom: null,
      recipients,
      attributes: expect.arrayContaining(attributes),
    };
    expect(await asking()).toEqual([first]);
    await publishNext(database(), purposeId, form);
    expect(await asking(), "a change of wording asks no one").toEqual([first]);
    const askFrom = inMinutes(60 * 24);
    await publishNext(database(), purposeId, form, { asksAll: true, askFrom });
    const base = (await getPurpose(orm(), purposeId))?.version.versionId ?? versionId;
    await drafted({ purposeId, versionId: base }, form);
    expect(await asking()).toEqual([first, { ...first, number: 3, asksAll: true, askFrom }]);
    await archivePurpose(orm(), purposeId, null);
    expect(await asking()).toBeUndefined();
  });

  test("a date must be in the future by the database clock, within a year, and of a change that asks something", async () => {
    const { purposeId, form, versionId } = await makePurpose(database());
    const draft = await drafted({ purposeId, versionId }, form);
    const before = await dumpTables(orm());
    const publish = (publishing: PublishOptions) => publishVersion(orm(), purposeId, draft.versionId, publishing, null);
    const days = (count: number) => inMinutes(60 * 24 * count);
    for (const [publishing, code] of [
      [{ asksAll: true, askFrom: days(-1) }, "past"],
      [{ asksAll: true, askFrom: days(maxWaitDays + 1) }, "too-far"],
      [{ asksAll: false, askFrom: days(1) }, "nothing-asked"],
    ] as const) {
      expect(await publish(publishing)).toEqual({ ok: false, code });
    }
    expect(await dumpTables(orm())).toBe(before);
    expect(await publish({ asksAll: true, askFrom: days(maxWaitDays - 1) })).toMatchObject({ ok: true });
  });

  test("the history has every version, newest first, with publisher, time and what it asked", async () => {
    const { userId } = await makeAdministrator(database());
    const { purposeId, form, versionId } = await makePurpose(database());
    const provider = await makeProvider(database(), { purposesMode: "chosen", purposes: [purposeId] });
    await makePerson(database(), provider);
    await publishNext(database(), purposeId, form, { asksAll: true });
    const { versionId: second } = (await getPurpose(orm(), purposeId))?.version ?? { versionId: "" };
    await draftVersion(orm(), purposeId, second, form, userId);
    const own = await createPurpose(orm(), purposeForm(), userId);
    const ownVersions = await versionsOf(orm(), own.ok ? own.purposeId : "");
    expect(ownVersions.map(({ publishedBy }) => publishedBy)).toEqual([userId]);
    const versions = await versionsOf(orm(), purposeId);
    expect(versions.map(({ version: { number }, asksAll, receipts }) => [number, asksAll, receipts])).toEqual([
      [3, false, 0],
      [2, true, 0],
      [1, false, 1],
    ]);
    expect(versions[0]).toMatchObject({ publishedAt: null, publishedBy: null });
    expect(versions[2]).toMatchObject({ version: { versionId }, publishedAt: expect.any(Date), publishedBy: null });
    expect(await versionsOf(orm(), unknown)).toEqual([]);
  });

  test("ten concurrent requests publish a draft once, and the others learn that it is published", async () => {
    const made = await makePurpose(database());
    const draft = await drafted(made);
    const ten = Array.from({ length: 10 }, () => publishVersion(orm(), made.purposeId, draft.versionId, atOnce, null));
    const results = await Promise.all(ten);
    expect(results.filter(({ ok }) => ok).length).toBe(1);
    expect(results.filter((result) => !result.ok && result.code === "already-published").length).toBe(9);
    expect(await noted("purpose-changed", made.purposeId)).toHaveLength(1);
  });

  test("of ten concurrent edits of the same version one succeeds", async () => {
    const { purposeId, versionId } = await makePurpose(database());
    const edits = Array.from({ length: 10 }, () => draftVersion(orm(), purposeId, versionId, purposeForm(), null));
    const results = await Promise.all(edits);
    expect(results.filter(({ ok }) => ok).length).toBe(1);
    expect(results.filter((result) => !result.ok && result.code === "conflict").length).toBe(9);
  });

  test("what cannot be drafted or published changes nothing", async () => {
    const [made, other] = [await makePurpose(database()), await makePurpose(database())];
    const draft = await drafted(made);
    const before = await dumpTables(orm());
    const taken = purposeForm({ name: other.form.name.toUpperCase() });
    const edit = (id: string, base: string, form = purposeForm()) => draftVersion(orm(), id, base, form, null);
    expect(await edit(made.purposeId, draft.versionId, taken)).toEqual({ ok: false, code: "name-taken" });
    expect(await edit(made.purposeId, made.versionId)).toEqual({ ok: false, code: "conflict" });
    expect(await edit(unknown, made.versionId)).toEqual({ ok: false, code: "not-found" });
    const publish = (id: string, version: string) => publishVersion(orm(), id, version, atOnce, null);
    expect(await publish(made.purposeId, made.versionId)).toEqual({ ok: false, code: "conflict" });
    expect(await publish(other.purposeId, other.versionId)).toEqual({ ok: false, code: "already-published" });
    expect(await publish(other.purposeId, draft.versionId)).toEqual({ ok: false, code: "conflict" });
    expect(await publish(unknown, draft.versionId)).toEqual({ ok: false, code: "not-found" });
    expect(await dumpTables(orm())).toBe(before);
  });

  test("publishing refuses a name that was taken since the draft was made", async () => {
    const made = await makePurpose(database());
    const name = uniqueWord("Wanted");
    const draft = await drafted(made, purposeForm({ name }));
    await makePurpose(database(), { name });
    const before = await dumpTables(orm());
    expect(await publishVersion(orm(), made.purposeId, draft.versionId, atOnce, null)).toEqual({
      ok: false,
      code: "name-taken",
    });
    expect(await dumpTables(orm())).toBe(before);
  });

  test("a draft can be discarded, a published version cannot", async () => {
    const made = await makePurpose(database());
    const draft = await drafted(made);
    expect(await discardDraft(orm(), made.purposeId, made.versionId, null)).toEqual({ ok: false, code: "conflict" });
    expect(await discardDraft(orm(), made.purposeId, draft.versionId, null)).toEqual({ ok: true });
    expect(await noted("purpose-draft-discarded", made.purposeId)).toMatchObject([{ details: { number: 2 } }]);
    expect(await draftOf(orm(), made.purposeId)).toBeNull();
    expect(await discardDraft(orm(), made.purposeId, draft.versionId, null), "again").toEqual({ ok: true });
    expect(await discardDraft(orm(), made.purposeId, made.versionId, null)).toEqual({ ok: false, code: "conflict" });
    expect(await noted("purpose-draft-discarded", made.purposeId)).toHaveLength(1);
    const never = await createPurpose(orm(), purposeForm(), null, { status: "draft" });
    const { purposeId, versionId } = never.ok ? never : { purposeId: "", versionId: "" };
    expect(await discardDraft(orm(), purposeId, versionId, null)).toEqual({ ok: false, code: "not-found" });
  });
});
