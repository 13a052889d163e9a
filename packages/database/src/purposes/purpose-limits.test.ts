import { maxBoxes, maxPurposeAttributes } from "@assent/consent/purpose/purpose-input";
import { describe, expect, test } from "vitest";
import { archivePurpose, createPurpose, restorePurpose } from "./purpose-editing.ts";
import { draftVersion, publishVersion } from "./purpose-publishing.ts";
import { useDatabase } from "../testing/databases.ts";
import { dumpTables } from "../testing/dump.ts";
import { asks, makeApplication, makeAttribute, makeDraft, makePurpose, purposeForm } from "../testing/factories.ts";

// Four thousand boxes could be published, and no one could answer: the form of the consent screen was refused.
describe("what one sign-in asks", () => {
  const database = useDatabase();
  const atOnce = { asksAll: false, askFrom: null };

  test("is never more than a form can hold, whichever way it would become so", async () => {
    const keys: string[] = [];
    for (let made = 0; made < maxPurposeAttributes; made += 1) keys.push(await makeAttribute(database()));
    const all = { attributes: keys.map((key) => asks(key)) };
    const full = Math.floor(maxBoxes / maxPurposeAttributes);
    for (let made = 0; made < full; made += 1) await makePurpose(database(), all);
    const left = maxBoxes - full * maxPurposeAttributes;

    const { orm } = database();
    const fits = { attributes: keys.slice(0, left).map((key) => asks(key)) };
    const draft = await makeDraft(database(), { attributes: keys.slice(0, left + 1).map((key) => asks(key)) });
    const before = await dumpTables(orm);
    const refused = { ok: false, code: "too-many-boxes" };
    expect(await publishVersion(orm, draft.purposeId, draft.versionId, atOnce, null)).toEqual(refused);
    expect(await createPurpose(orm, purposeForm(all), null)).toEqual(refused);
    expect(await dumpTables(orm)).toBe(before);

    const last = await makePurpose(database(), fits);
    const grown = { ...last.form, attributes: keys.slice(0, left + 1).map((key) => asks(key)) };
    const next = await draftVersion(orm, last.purposeId, last.versionId, grown, null);
    if (!next.ok) throw new Error(next.code);
    expect(await publishVersion(orm, last.purposeId, next.versionId, atOnce, null)).toEqual(refused);

    // A purpose for one application is not asked elsewhere.
    const alone = async () => ({ organisation: false, applications: [(await makeApplication(database())).id] });
    expect(await createPurpose(orm, purposeForm({ ...fits, recipients: await alone() }), null)).toEqual(refused);
    expect(await archivePurpose(orm, last.purposeId, null)).toEqual({ ok: true });
    for (let made = 0; made < 3; made += 1) await makePurpose(database(), { ...fits, recipients: await alone() });
    expect(await restorePurpose(orm, last.purposeId, null)).toEqual(refused);
  });
});
