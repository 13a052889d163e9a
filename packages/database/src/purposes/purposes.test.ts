import { organisationOnly } from "@assent/consent/purpose/purpose";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { thePerson } from "../provisioning/later-receipt.ts";
import { closeAccount } from "../provisioning/close-account.ts";
import { latestEvents } from "../audit/events.ts";
import type { EventType } from "../schema/event.ts";
import { archivePurpose, createPurpose, deletePurpose, movePurpose, restorePurpose } from "./purpose-editing.ts";
import { purposeUsage } from "./purpose-usage.ts";
import { getPurpose, listPurposes, livePurposes } from "./purposes.ts";
import { useDatabase } from "../testing/databases.ts";
import { dumpTables } from "../testing/dump.ts";
import {
  asks,
  makeAdministrator,
  makeDraft,
  makePerson,
  makeProvider,
  makePurpose,
  purposeForm,
  uniqueWord,
} from "../testing/factories.ts";

const unknown = "00000000-0000-4000-8000-000000000000";

describe("purposes", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  /** The events of this type about this purpose. */
  const noted = async (type: EventType, purposeId: string) =>
    (await latestEvents(orm(), { limit: 1000 })).filter((each) => each.type === type && each.purposeId === purposeId);

  /** Those of these purposes that the provider asks, by id, in order. */
  async function asked(purposes: readonly string[]): Promise<string[]> {
    const provider = await makeProvider(database());
    const live = (await livePurposes(orm(), provider.id)).map(({ purposeId }) => purposeId);
    return live.filter((id) => purposes.includes(id));
  }

  test("a new one is live, last in the order, and reads back as it was written", async () => {
    const before = await makePurpose(database());
    const form = purposeForm({
      name: uniqueWord("Émilie’s purpose"),
      details: "Who sees it: nobody.",
      legalNote: "Contract.",
      retention: "days",
      retentionDays: 90,
      attributes: [asks("phone_number"), asks("email", true, "To reach you."), asks("name")],
    });
    const administrator = await makeAdministrator(database());
    const made = await createPurpose(orm(), form, administrator.userId);
    if (!made.ok) throw new Error(made.code);
    const { purposeId, versionId } = made;

    const provider = await makeProvider(database());
    const found = (await livePurposes(orm(), provider.id)).at(-1);
    const earlier = (await livePurposes(orm(), provider.id)).find(({ purposeId: id }) => id === before.purposeId);
    expect(found).toEqual({
      purposeId,
      versionId,
      number: 1,
      position: found?.position,
      basis: { kind: "consent" },
      retention: { kind: "days", days: 90 },
      texts: {
        en: {
          ...{ name: form.name, description: form.description },
          ...{ details: "Who sees it: nobody.", legalNote: "Contract." },
        },
      },
      attributes: [
        { key: "phone_number", mandatory: false, reasons: {} },
        { key: "email", mandatory: true, reasons: { en: "To reach you." } },
        { key: "name", mandatory: false, reasons: {} },
      ],
      recipients: organisationOnly,
      askFrom: null,
    });
    expect(found?.position).toBeGreaterThan(earlier?.position ?? Infinity);
    expect(await getPurpose(orm(), purposeId)).toMatchObject({
      id: purposeId,
      name: form.name,
      status: "live",
      archivedAt: null,
      people: 0,
      wasShown: true,
      endsGrants: false,
      version: found,
      askedBy: expect.arrayContaining([{ id: provider.id, slug: provider.slug, name: provider.name }]),
    });
    expect(await noted("purpose-created", purposeId)).toMatchObject([
      { actorKind: "administrator", actorId: administrator.pseudonym, details: { name: form.name } },
    ]);
  });

  test("its texts come back byte for byte, for any text", async () => {
    const name = uniqueWord(`O'Hara "x" \\ {},[] $1 é 👩‍👩‍👧 سارة`);
    const form = purposeForm({ name, description: "line\nline\t\\n ${x} <script>" });
    const made = await createPurpose(orm(), form, null);
    const found = made.ok ? await getPurpose(orm(), made.purposeId) : null;
    expect(found?.version.texts["en"]).toMatchObject({ name, description: form.description });
  });

  test.each([
    ["the same name", (name: string) => name],
    ["other capitals", (name: string) => name.toUpperCase()],
    ["other capitals beyond ASCII", (name: string) => name.replace("é", "É")],
  ])("no two have %s", async (_, alter) => {
    const { form } = await makePurpose(database(), { name: uniqueWord("séance") });
    const taken = { ok: false, code: "name-taken" };
    const before = await dumpTables(orm());
    expect(await createPurpose(orm(), purposeForm({ name: alter(form.name) }), null)).toEqual(taken);
    expect(await dumpTables(orm())).toBe(before);
  });

  test("a taken name within a transaction does not affect the rest of it", async () => {
    const { form } = await makePurpose(database());
    const name = uniqueWord("Other");
    await orm().transaction(async (tx) => {
      expect((await createPurpose(tx, form, null)).ok).toBe(false);
      expect((await createPurpose(tx, purposeForm({ name }), null)).ok).toBe(true);
    });
    expect((await listPurposes(orm())).map((purpose) => purpose.name)).toContain(name);
  });

  test("moving swaps neighbours and stops at the ends", async () => {
    const all = [await makePurpose(database()), await makePurpose(database()), await makePurpose(database())];
    const [a, b, c] = all.map(({ purposeId }) => purposeId) as [string, string, string];
    expect(await asked([a, b, c])).toEqual([a, b, c]);
    await movePurpose(orm(), c, "up", null);
    expect(await asked([a, b, c])).toEqual([a, c, b]);
    await movePurpose(orm(), a, "down", null);
    expect(await asked([a, b, c])).toEqual([c, a, b]);
    expect(await noted("purpose-moved", a)).toMatchObject([{ details: { direction: "down" } }]);
    const before = await dumpTables(orm());
    expect(await movePurpose(orm(), b, "down", null)).toEqual({ ok: true });
    expect(await movePurpose(orm(), unknown, "up", null)).toEqual({ ok: false, code: "not-found" });
    expect(await dumpTables(orm())).toBe(before);
  });

  test("moving skips archived ones and repairs equal positions", async () => {
    const all = [await makePurpose(database()), await makePurpose(database()), await makePurpose(database())];
    const [a, b, c] = all.map(({ purposeId }) => purposeId) as [string, string, string];
    await archivePurpose(orm(), b, null);
    await movePurpose(orm(), c, "up", null);
    expect(await asked([a, c])).toEqual([c, a]);
    await orm().execute(sql`update purpose set position = 9999 where id in (${a}, ${c})`);
    const [first, second] = await asked([a, c]);
    await movePurpose(orm(), second ?? "", "up", null);
    expect(await asked([a, c])).toEqual([second, first]);
  });

  test("an archived one is not asked; a restored one is, last in the order", async () => {
    const [a, b] = [await makePurpose(database()), await makePurpose(database())];
    expect(await archivePurpose(orm(), a.purposeId, null)).toEqual({ ok: true });
    expect(await noted("purpose-archived", a.purposeId)).toHaveLength(1);
    expect(await asked([a.purposeId, b.purposeId])).toEqual([b.purposeId]);
    expect(await getPurpose(orm(), a.purposeId)).toMatchObject({ status: "archived", archivedAt: expect.any(Date) });
    expect(await archivePurpose(orm(), a.purposeId, null)).toEqual({ ok: false, code: "not-found" });
    expect(await restorePurpose(orm(), a.purposeId, null)).toEqual({ ok: true });
    expect(await noted("purpose-restored", a.purposeId)).toHaveLength(1);
    expect(await asked([a.purposeId, b.purposeId])).toEqual([b.purposeId, a.purposeId]);
    expect(await restorePurpose(orm(), a.purposeId, null)).toEqual({ ok: false, code: "not-found" });
  });

  test("no provider asks a draft, even after it was archived and restored", async () => {
    const draft = await createPurpose(orm(), purposeForm(), null, { status: "draft" });
    if (!draft.ok) throw new Error(draft.code);
    expect(await asked([draft.purposeId])).toEqual([]);
    await archivePurpose(orm(), draft.purposeId, null);
    await restorePurpose(orm(), draft.purposeId, null);
    expect(await getPurpose(orm(), draft.purposeId)).toMatchObject({ status: "draft", archivedAt: null });
    expect(await asked([draft.purposeId])).toEqual([]);
  });

  test("only one that was never live can be deleted, because people who read it and left have no receipt", async () => {
    const draft = await makeDraft(database());
    const live = await makePurpose(database(), { attributes: [asks("nickname")] });
    const provider = await makeProvider(database(), { purposesMode: "chosen", purposes: [draft.purposeId] });
    expect(await deletePurpose(orm(), live.purposeId, null)).toEqual({ ok: false, code: "shown" });
    await archivePurpose(orm(), live.purposeId, null);
    expect(await deletePurpose(orm(), live.purposeId, null), "archived").toEqual({ ok: false, code: "shown" });
    expect(await getPurpose(orm(), live.purposeId)).toMatchObject({ wasShown: true, people: 0 });
    expect(await getPurpose(orm(), draft.purposeId)).toMatchObject({ wasShown: false });

    expect((await deletePurpose(orm(), draft.purposeId, null)).ok).toBe(true);
    expect(await noted("purpose-deleted", draft.purposeId)).toMatchObject([{ details: { name: draft.form.name } }]);
    expect(await getPurpose(orm(), draft.purposeId)).toBeNull();
    expect(await deletePurpose(orm(), draft.purposeId, null)).toEqual({ ok: false, code: "not-found" });
    expect(await livePurposes(orm(), provider.id)).toEqual([]);
  });

  test("people with an account would be asked something new", async () => {
    const { purposeId } = await makePurpose(database());
    const usage = async () => (await purposeUsage(orm(), purposeId)).known;
    const before = await usage();
    const provider = await makeProvider(database(), { purposesMode: "chosen" });
    const { userId } = await makePerson(database(), provider);
    expect(await usage()).toBe(before + 1);
    await orm().execute(sql`update users set status = 'suspended' where id = ${userId}`);
    expect(await usage(), "who is suspended may be back").toBe(before + 1);
    await closeAccount(database(), { userId });
    expect(await usage()).toBe(before);
  });

  test("it is live at once while only its administrator has an account, and a draft to review after", async () => {
    const { userId: by } = await makeAdministrator(database());
    const others = await orm().execute<{ id: string }>(
      sql`select id from users where status <> 'closed' and id <> ${by}`,
    );
    for (const { id: userId } of others) await closeAccount(database(), { userId, again: { actor: thePerson } });
    const create = () => createPurpose(orm(), purposeForm(), by, { status: "unless-reviewed" });
    expect(await create()).toMatchObject({ ok: true, status: "live" });
    const { userId } = await makePerson(database(), await makeProvider(database(), { purposesMode: "chosen" }));
    expect(await create()).toMatchObject({ ok: true, status: "draft" });
    await closeAccount(database(), { userId });
    expect(await create()).toMatchObject({ ok: true, status: "live" });
  });

  test("the number of people counts every person who agrees to at least one attribute today", async () => {
    const { purposeId } = await makePurpose(database(), { attributes: [asks("email"), asks("name")] });
    const provider = await makeProvider(database(), { purposesMode: "chosen", purposes: [purposeId] });
    await makePerson(database(), provider);
    await makePerson(database(), provider, { agreed: { email: "a@example.org" } });
    await makePerson(database(), provider, { agreed: {} });
    expect(await purposeUsage(orm(), purposeId)).toMatchObject({ receipts: 3, people: 2, decided: 3 });
    expect((await listPurposes(orm())).find(({ id }) => id === purposeId)).toMatchObject({ people: 2, wasShown: true });
    expect(await purposeUsage(orm(), unknown)).toMatchObject({ receipts: 0, people: 0, decided: 0 });
  });

  test("a provider asks all purposes, or those that were chosen for it", async () => {
    const [a, b] = [await makePurpose(database()), await makePurpose(database())];
    const all = await makeProvider(database());
    const chosen = await makeProvider(database(), { purposesMode: "chosen", purposes: [b.purposeId] });
    const none = await makeProvider(database(), { purposesMode: "chosen" });
    const ids = async (providerId: string) => (await livePurposes(orm(), providerId)).map(({ purposeId }) => purposeId);
    expect(await ids(all.id)).toEqual(expect.arrayContaining([a.purposeId, b.purposeId]));
    expect(await ids(chosen.id)).toEqual([b.purposeId]);
    expect(await ids(none.id)).toEqual([]);
    expect(await ids(unknown)).toEqual([]);
    const askedBy = async (id: string) => (await getPurpose(orm(), id))?.askedBy.map((provider) => provider.id);
    expect(await askedBy(b.purposeId)).toEqual(expect.arrayContaining([all.id, chosen.id]));
    expect(await askedBy(a.purposeId)).not.toContain(chosen.id);
  });

  test("an attribute that is not in the catalogue cannot be asked for", async () => {
    const before = await dumpTables(orm());
    const made = createPurpose(orm(), purposeForm({ attributes: [asks("shoe_size")] }), null);
    await expect(made).rejects.toMatchObject({ code: "23503" });
    expect(await dumpTables(orm())).toBe(before);
  });

  test("an actor with a closed account changes nothing", async () => {
    const { userId } = await makeAdministrator(database());
    await orm().execute(
      sql`update users set status = 'closed', role = 'person', pseudonym = null, closed_at = now() where id = ${userId}`,
    );
    const before = await dumpTables(orm());
    await expect(createPurpose(orm(), purposeForm(), userId)).rejects.toMatchObject({
      constraint: "event_actor_named",
    });
    expect(await dumpTables(orm())).toBe(before);
  });
});
