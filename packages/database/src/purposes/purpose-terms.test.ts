import { reasonToAsk } from "@assent/consent/evaluate/consent-state";
import type { PurposeInput } from "@assent/consent/purpose/purpose-input";
import { noTermsInput } from "@assent/consent/purpose/purpose-terms";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { readConsentState } from "../provisioning/consent-state.ts";
import { purposeVersion } from "../schema/purpose-version.ts";
import { useDatabase } from "../testing/databases.ts";
import { asks, makePerson, makeProvider, makePurpose, publishNext, purposeForm } from "../testing/factories.ts";
import { getUser } from "../users/user-detail.ts";
import { draftTranslation, draftVersion } from "./purpose-publishing.ts";
import { versionsOf } from "./purpose-history.ts";
import { draftOf, getPurpose, publishedOf } from "./purposes.ts";

const printer = { name: "Print Ltd", role: "processor", country: "DE", safeguard: "" } as const;
const terms: NonNullable<PurposeInput["terms"]> = {
  ...{ parties: [printer], storedIn: ["DE"], consentDays: 365 },
  ...{ automated: true, logic: "By income.", consequences: "You get a loan or not." },
};

describe("the terms of a version", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  test("are read back, and missing in a version that says nothing", async () => {
    const { purposeId } = await makePurpose(database(), { terms });
    const version = (await getPurpose(orm(), purposeId))?.version;
    expect(version?.terms).toEqual({
      parties: [{ ...printer, safeguard: null }],
      ...{ storedIn: ["DE"], consentDays: 365, automated: true },
    });
    expect(version?.texts["en"]).toMatchObject({ logic: "By income.", consequences: "You get a loan or not." });
    const silent = await makePurpose(database(), { terms: noTermsInput });
    const other = (await getPurpose(orm(), silent.purposeId))?.version;
    expect(other).not.toHaveProperty("terms");
    expect(other?.texts["en"]).not.toHaveProperty("logic");
  });

  test("stay with a translation, and a change of the original keeps the translated words", async () => {
    const { purposeId, versionId, form } = await makePurpose(database(), { terms });
    const words = { name: "Kredit", description: "Damit etwas geht.", details: "", legalNote: "", reasons: {} };
    const translated = { ...words, logic: "Nach Einkommen.", consequences: "Kredit oder nicht." };
    const drafted = await draftTranslation(orm(), purposeId, versionId, { language: "de", words: translated }, null);
    expect(drafted.ok).toBe(true);
    const draft = await draftOf(orm(), purposeId);
    expect(draft?.terms).toEqual((await publishedOf(orm(), purposeId))?.terms);
    expect(draft?.texts["de"]).toMatchObject({ logic: "Nach Einkommen.", consequences: "Kredit oder nicht." });
    const again = await draftVersion(orm(), purposeId, draft?.versionId ?? "", { ...form, description: "Else." }, null);
    expect(again.ok).toBe(true);
    expect((await draftOf(orm(), purposeId))?.texts["de"]).toMatchObject({ logic: "Nach Einkommen." });
  });

  test.each<[what: string, change: Partial<typeof terms>, material: boolean]>([
    ["another recipient", { parties: [printer, { ...printer, name: "Post Ltd" }] }, true],
    ["another place", { storedIn: ["DE", "US"] }, true],
    ["a longer agreement", { consentDays: null }, true],
    ["a shorter agreement", { consentDays: 30 }, false],
    ["fewer recipients", { parties: [] }, false],
  ])("%s: asked again is %s", async (_, change, material) => {
    const attributes = [asks("email")];
    const { purposeId, form } = await makePurpose(database(), { terms, attributes });
    const provider = await makeProvider(database(), { purposesMode: "chosen", purposes: [purposeId] });
    const { userId } = await makePerson(database(), provider);
    await publishNext(database(), purposeId, { ...form, terms: { ...terms, ...change } });
    expect((await versionsOf(orm(), purposeId))[0]?.material).toBe(material);
    const now = await publishedOf(orm(), purposeId);
    const [email] = now?.attributes ?? [];
    if (!now || !email) throw new Error("It was published.");
    const reason = reasonToAsk(now, email, await readConsentState(orm(), userId));
    expect(reason).toBe(material ? "changed" : null);
  });

  test.each<[retentionDays: number | null, consentDays: number | null, ends: number | null]>([
    [90, 30, 30],
    [30, 90, 30],
    [null, 30, 30],
    [90, null, 90],
    [null, null, null],
  ])("kept for %s days, agreed for %s days: the agreement ends after %s", async (retentionDays, consentDays, ends) => {
    const { purposeId } = await makePurpose(database(), {
      ...{ attributes: [asks("email")], retention: retentionDays === null ? "account-closed" : "days", retentionDays },
      terms: { ...noTermsInput, consentDays },
    });
    const provider = await makeProvider(database(), { purposesMode: "chosen", purposes: [purposeId] });
    const { userId } = await makePerson(database(), provider);
    const grant = (await getUser(orm(), userId))?.decisions[0]?.grant;
    const days = grant?.expiresAt ? (grant.expiresAt.getTime() - grant.grantedAt.getTime()) / 86_400_000 : null;
    expect(days).toBe(ends);
  });

  test("never change once published, and have a shape", async () => {
    const { versionId } = await makePurpose(database(), purposeForm({ terms }));
    const change = (value: string) =>
      orm()
        .update(purposeVersion)
        .set({ terms: sql`${value}::jsonb` })
        .where(sql`id = ${versionId}`);
    await expect(change('{"parties":[],"storedIn":[],"consentDays":null,"automated":false}')).rejects.toMatchObject({
      constraint: "purpose_version_is_kept",
    });
    const shape = orm().execute(sql`
      insert into purpose_version (purpose_id, number, retention_kind, material, terms)
      select purpose_id, 99, 'withdrawn', false, '{}'::jsonb from purpose_version where id = ${versionId}`);
    await expect(shape).rejects.toMatchObject({ constraint: "purpose_version_terms_shape" });
  });
});
