import "server-only";
import { type LegalBasis, legalBasesOf, legalBasisOf, type PurposeVersion } from "@assent/consent/purpose/purpose";
import { textFor } from "@assent/consent/purpose/version-input";
import { catalogue } from "@assent/database/attributes/attributes";
import { listProviders } from "@assent/database/providers/identity-providers";
import { listPurposes, livePurposes } from "@assent/database/purposes/purposes";
import type { SavedController } from "@assent/database/settings/settings";
import { getTranslations } from "next-intl/server";
import { administrationLanguage } from "@/platform/i18n/languages";
import { requireAdministrator } from "@/platform/access";
import { recordExport } from "@/platform/export/administrator-export";
import { type ExportFormat, exportFile } from "@/platform/export/export-file";
import { database } from "@/platform/database";
import { currentOrganisation } from "@/platform/organisation";
import { recipientSentence, retentionSentence } from "@/sign-in/shown-text/version-differences";
import { shownTerms } from "@/sign-in/shown-text/terms-words";

/** The columns of the record, in order: GDPR, Article 30(1), https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_30 */
export const processingColumns = [
  "controller",
  "officer",
  "activity",
  "purpose",
  "legalBasis",
  "dataSubjects",
  "personalData",
  "recipients",
  "transfers",
  "storage",
  "erasure",
  "automatedDecisions",
  "security",
] as const;
export type ProcessingRow = Readonly<Record<(typeof processingColumns)[number], string>>;

/**
 * The record of processing activities that the purposes say: one row for each purpose that is live, and for the notice of
 * each provider that makes accounts without asking.
 */
export async function processingRecord(): Promise<ProcessingRow[]> {
  await requireAdministrator();
  const { orm } = database();
  const [purposes, providers, attributes, controller] = await Promise.all([
    listPurposes(orm),
    listProviders(orm),
    catalogue(orm, administrationLanguage),
    currentOrganisation(),
  ]);
  const asking = providers.filter(({ enabled, jitMode }) => enabled && jitMode === "ask").map(({ name }) => name);
  const live = purposes.filter(({ status }) => status === "live");
  const telling = providers.filter(({ enabled, jitMode }) => enabled && jitMode === "notice");
  const notices = await Promise.all(telling.map(async ({ id, name }) => ({ name, told: await livePurposes(orm, id) })));
  const label = (key: string) => attributes.get(key)?.label ?? key;
  const rowOf = await rowsFor(controller, label);
  return [
    ...live.map(({ version, askedBy }) => rowOf(version, asking.length === 0 ? [] : askedBy.map(({ name }) => name))),
    ...notices.flatMap(({ name, told }) => told.map((version) => rowOf(version, [name]))),
  ];
}

/** The record as a file. The audit log records that it was exported. */
export async function exportedProcessingRecord(format: ExportFormat): Promise<Response> {
  const { id: userId } = await requireAdministrator();
  const rows = await processingRecord();
  await recordExport(userId, { list: "processing-record", format, filters: [] });
  return exportFile({
    ...{ name: "processing-record", format, columns: processingColumns, total: rows.length },
    page: () => Promise.resolve({ rows, next: null }),
    mayGoOn: () => Promise.resolve(true),
  });
}

async function rowsFor(controller: SavedController, label: (key: string) => string) {
  const [t, words] = await Promise.all([
    getTranslations({ locale: administrationLanguage, namespace: "notice" }),
    getTranslations({ locale: administrationLanguage, namespace: "admin.processingRecord" }),
  ]);
  const { displayName: organisation, defaultLanguage } = controller;
  const shown = { organisation, language: administrationLanguage, t };
  const lines = (...parts: readonly (string | null | undefined | false)[]) => parts.filter(Boolean).join("\n");
  return (version: PurposeVersion, providers: readonly string[]): ProcessingRow => {
    const text = textFor(version, [defaultLanguage]);
    const said = version.terms ? shownTerms(version.terms, text, shown) : null;
    const basisWords = (basis: LegalBasis) => (basis === "consent" ? words("consent") : t(`told.basis.${basis}`));
    const bases = legalBasesOf(version);
    // With several, each names its details.
    const details = (basis: LegalBasis) =>
      version.attributes.filter(({ key }) => legalBasisOf(version, key) === basis).map(({ key }) => label(key));
    return {
      controller: lines(controller.name, controller.identifier, controller.address, controller.email, controller.phone),
      officer: lines(controller.officerName, controller.officerEmail),
      activity: text.name,
      purpose: text.description,
      legalBasis: lines(
        ...bases.map((basis) =>
          bases.length === 1 ? basisWords(basis) : `${details(basis).join(", ")}: ${basisWords(basis)}`,
        ),
      ),
      dataSubjects: words("dataSubjects", { count: providers.length, providers: providers.join(", ") }),
      personalData: version.attributes.map(({ key }) => label(key)).join(", "),
      recipients: lines(recipientSentence(version, shown), ...(said?.parties ?? []).map((party) => party.words)),
      transfers: (said?.parties ?? [])
        .filter(({ safeguard }) => safeguard !== undefined)
        .map((party) => `${party.name}, ${party.country}`)
        .join("\n"),
      storage: said?.storage?.words ?? "",
      erasure: lines(retentionSentence(version.retention, t), said?.validity?.words),
      automatedDecisions: said?.automated ? lines(said.automated.logic, said.automated.consequences) : "",
      security: words("security"),
    };
  };
}
