import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { createPurpose } from "../purposes/purpose-editing.ts";
import { useDatabase } from "../testing/databases.ts";
import {
  asks,
  editProvider,
  inMinutes,
  makeApplication,
  makeDraft,
  makePurpose,
  makeTellingProvider,
  publishNext,
  tells,
  purposeForm,
} from "../testing/factories.ts";
import { latestEntries, verifyLedger } from "./ledger.ts";

/** In the digest of a version, field by field: version_digest in the migrations, and ledger-versions.ts. */
const digested: Readonly<Record<string, string>> = {
  purpose_version:
    "id purpose_id number lawful_basis retention_kind retention_days legal_note material asks_all for_organisation ends_dropped terms ask_from published_at",
  purpose_version_text: "version_id language name description details legal_note logic consequences",
  purpose_version_attribute: "version_id attribute_key position mandatory basis",
  purpose_version_reason: "version_id attribute_key language reason",
  purpose_version_recipient: "version_id application_id",
};
/** When the draft was begun: no one was shown it. */
const left = ["purpose_version.created_at"];

describe("published versions on the ledger", () => {
  const database = useDatabase();

  test("every column of every table of a version is in its digest", async () => {
    const columns = await database().orm.execute<{ name: string }>(sql`
      select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and table_name like 'purpose\\_version%'`);
    const known = Object.entries(digested).flatMap(([table, names]) =>
      names.split(" ").map((one) => `${table}.${one}`),
    );
    expect(columns.map(({ name }) => name).sort()).toEqual([...known, ...left].sort());
  });

  test("have the same digest in the database and in the rules, with everything that they can contain", async () => {
    const { orm } = database();
    const odd = "“Größe” \u0001\t\u2028 é\u{1F600}";
    const { id } = await makeApplication(database());
    const other = (await makeApplication(database())).id;
    const form = purposeForm({
      ...{ name: "Everything", description: odd, details: odd, legalNote: odd, retention: "days", retentionDays: 30 },
      attributes: [
        asks("phone_number", false, odd),
        asks("email", true, "Why."),
        asks("name"),
        tells("birthdate", "public-task"),
      ],
      recipients: { organisation: false, applications: [id, other] },
      terms: {
        parties: [{ name: odd, role: "processor", country: "DE", safeguard: "" }],
        ...{ storedIn: [], consentDays: null, automated: true, logic: odd, consequences: odd },
      },
    });
    const words = (name: string) => ({ name, description: odd, details: "", legalNote: odd, reasons: { email: odd } });
    const translations = { de: words("Alles"), ar: words("كل شيء"), "de-AT": words("Alles, auch") };
    const made = await createPurpose(orm, form, null, { translations });
    expect(made).toMatchObject({ ok: true, status: "live" });
    if (!made.ok) return;
    await publishNext(database(), made.purposeId, { ...form, attributes: [asks("name")] }, { endsDropped: true });
    const options = { asksAll: true, askFrom: inMinutes(60) };
    const third = await publishNext(database(), made.purposeId, { ...form, name: "Other" }, options);
    expect(await verifyLedger(orm)).toMatchObject({ ok: true });
    const [entry] = await latestEntries(orm, 1);
    expect(entry?.payload).toMatchObject({ version: third.versionId });
  });

  test("are also those of a draft that is published later, and the notices of a provider", async () => {
    const { orm } = database();
    const draft = await makeDraft(database());
    await publishNext(database(), draft.purposeId, draft.form);
    const provider = await makeTellingProvider(database());
    await editProvider(database(), provider, { notice: { attributes: ["email"], retentionDays: 30 } });
    await editProvider(database(), provider, { name: "Renamed" });
    expect(await verifyLedger(orm)).toMatchObject({ ok: true });
    const named = (await latestEntries(orm, 5)).map(({ kind, payload }) => [kind, payload.version !== undefined]);
    expect(named).toEqual([
      ["provider-changed", false],
      ["provider-changed", true],
      ["provider-created", true],
      ["purpose-changed", true],
      ["purpose-drafted", false],
    ]);
  });

  test("can be two of one transaction", async () => {
    const { orm } = database();
    await orm.transaction(async (tx) => {
      const inside = { ...database(), orm: tx };
      const { purposeId, form } = await makePurpose(inside);
      await publishNext(inside, purposeId, form);
    });
    expect(await verifyLedger(orm)).toMatchObject({ ok: true });
  });
});
