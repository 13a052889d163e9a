import "server-only";
import { isMaterialChange, type PurposeVersion, type Recipients } from "@assent/consent/purpose/purpose";
import { widensTerms } from "@assent/consent/purpose/purpose-terms";
import type { PurposeWarning } from "@assent/consent/purpose/purpose-warnings";
import { namesApplication } from "@assent/consent/release/release";
import type { ShownChange } from "@assent/consent/receipt/receipt";
import { nameableApplications } from "@assent/database/applications/application-purposes";
import { catalogue } from "@assent/database/attributes/attributes";
import { listEnabled } from "@assent/database/providers/identity-providers";
import { draftOf, getPurpose, listPurposes } from "@assent/database/purposes/purposes";
import { purposeUsage } from "@assent/database/purposes/purpose-usage";
import { droppedImpact, type PurposeEndImpact } from "@assent/database/provisioning/end-with-purpose";
import { getLocale, getTranslations } from "next-intl/server";
import { administrationLanguage, languages } from "@/platform/i18n/languages";
import { differences, recipientSentence } from "@/sign-in/shown-text/version-differences";
import { requireAdministrator } from "@/platform/access";
import { database } from "@/platform/database";
import { currentOrganisation } from "@/platform/organisation";
import { textFor } from "@assent/consent/purpose/version-input";
import { outdatedLanguages } from "./translation/queries";
import { warningsOf } from "./warnings";
import { isId } from "@/platform/request-input";

export interface PurposeReview {
  readonly id: string;
  readonly name: string;
  /** The version that was reviewed; publishing requires the same one. */
  readonly versionId: string;
  /** The number that it would be published as. */
  readonly number: number;
  /** The number of the version that people are asked now; null if none was published. */
  readonly asked: number | null;
  readonly differences: ShownChange["before"];
  /**
   * The labels of attributes that it newly asks for or newly requires, or that have another legal basis. If there are any,
   * the change is material.
   */
  readonly asksMore: readonly string[];
  /** The names of recipients that it newly names. If there are any, the change is material. */
  readonly goesTo: readonly string[];
  /** Whether its terms ask for more: another recipient or place, a longer agreement, a machine that decides. */
  readonly widensTerms: boolean;
  /** Whether the retention or the legal note differs. */
  readonly otherTerms: boolean;
  /** Common mistakes that it contains. They do not prevent publishing. */
  readonly warnings: readonly PurposeWarning[];
  /** The labels of attributes by key, for the warnings. */
  readonly labels: ReadonlyMap<string, string>;
  /** The labels of attributes that people agreed to and that it no longer asks for, and what would end with them. */
  readonly dropped: PurposeEndImpact & { readonly labels: readonly string[] };
  readonly people: number;
  readonly decided: number;
  readonly known: number;
}

/** What publishing the draft would change, and for whom; null if there is no draft. */
export async function purposeReview(id: string): Promise<PurposeReview | null> {
  await requireAdministrator();
  const { orm } = database();
  if (!isId(id)) return null;
  const [found, draft, language] = await Promise.all([getPurpose(orm, id), draftOf(orm, id), getLocale()]);
  if (!found || !draft || found.status === "archived") return null;
  const [attributes, providers, purposes, controller, applications, usage, impact] = await Promise.all([
    catalogue(orm, language),
    listEnabled(orm),
    listPurposes(orm),
    currentOrganisation(),
    nameableApplications(orm),
    purposeUsage(orm, id),
    droppedImpact(orm, id, draft.versionId),
  ]);
  const around = { attributes, providers, purposes, applications };
  const label = (key: string) => attributes.get(key)?.label ?? key;
  const { defaultLanguage: original } = controller;
  const before = found.status === "draft" ? null : found.version;
  const { name } = textFor(draft, [original]);
  const { people, decided, known } = usage;
  return {
    id,
    name,
    versionId: draft.versionId,
    number: draft.number,
    asked: before?.number ?? null,
    people,
    decided,
    known,
    differences: before ? await read(before, draft, { original, organisation: controller.displayName }, label) : [],
    dropped: { ...impact, labels: impact.attributes.map(label) },
    asksMore: before ? askedMore(before, draft).map(label) : [],
    widensTerms: before !== null && widensTerms(before.terms, draft.terms),
    goesTo: before ? newRecipients(before.recipients, draft.recipients, controller.displayName) : [],
    warnings: warningsOf(draft, original, around, await outdatedLanguages(id, original)),
    labels: new Map([...attributes.values()].map((attribute) => [attribute.key, attribute.label])),
    otherTerms: before !== null && termsOf(before, original) !== termsOf(draft, original),
  };
}

/** The differences in what people read, then those of the reasons below the boxes. */
async function read(
  before: PurposeVersion,
  now: PurposeVersion,
  { original: language, organisation }: { readonly original: string; readonly organisation: string },
  label: (key: string) => string,
) {
  const [t, review] = await Promise.all([getTranslations("notice"), getTranslations("admin.review")]);
  const keys = [...new Set([...now.attributes, ...before.attributes].map(({ key }) => key))];
  const text = (texts: PurposeVersion["texts"]) => texts[language];
  const reason = (version: PurposeVersion, key: string) => {
    const asked = version.attributes.find((attribute) => attribute.key === key);
    return ((asked?.mandatory || asked?.basis) && asked.reasons[language]) || t("again.noText");
  };
  const reasons = keys
    .map((key) => ({
      what: review("reason", { label: label(key) }),
      before: reason(before, key),
      now: reason(now, key),
    }))
    .filter((one) => one.before !== one.now);
  const order = (version: PurposeVersion) => version.attributes.map(({ key }) => label(key)).join(", ");
  const sameOnes = keys.length === now.attributes.length && keys.length === before.attributes.length;
  const moved = sameOnes && order(before) !== order(now);
  const orders = moved ? [{ what: review("order"), before: order(before), now: order(now) }] : [];
  return [
    ...differences(before, now, {
      ...{ keys, text, label, t },
      ...{ organisation, language: administrationLanguage },
      recipients: (of) => recipientSentence(of, { organisation, language: administrationLanguage, t }),
    }),
    ...reasons,
    ...orders,
    ...(await translated(before, now, language, label)),
  ];
}

/** The differences in the other languages, each named. */
async function translated(
  before: PurposeVersion,
  now: PurposeVersion,
  original: string,
  label: (key: string) => string,
): Promise<ShownChange["before"]> {
  const [t, review] = await Promise.all([getTranslations("notice"), getTranslations("admin.review")]);
  const others = languages.filter(({ code }) => code !== original);
  const written = ({ texts, attributes }: PurposeVersion, code: string) =>
    new Map([
      ...fields.map((field) => [t(`again.what.${field}`), texts[code]?.[field] ?? null] as const),
      ...attributes.map(
        ({ key, reasons }) => [review("reason", { label: label(key) }), reasons[code] ?? null] as const,
      ),
      ...decidingFields.map((field) => [t(`terms.what.${field}`), texts[code]?.[field] ?? null] as const),
    ]);
  return others.flatMap(({ code, name: language }) => {
    const [was, is] = [written(before, code), written(now, code)];
    return [...new Set([...was.keys(), ...is.keys()])]
      .map((what) => ({
        what: review("inLanguage", { language, what }),
        before: was.get(what) ?? t("again.noText"),
        now: is.get(what) ?? t("again.noText"),
      }))
      .filter((one) => one.before !== one.now);
  });
}

const fields = ["name", "description", "details", "legalNote"] as const;

const decidingFields = ["logic", "consequences"] as const;

const askedMore = (before: PurposeVersion, now: PurposeVersion) =>
  now.attributes.filter((asked) => isMaterialChange(before, { ...before, attributes: [asked] })).map(({ key }) => key);

const newRecipients = (before: Recipients, now: Recipients, organisation: string): string[] => [
  ...(now.organisation && !before.organisation ? [organisation] : []),
  ...now.applications.filter(({ id }) => !namesApplication(before, id)).map(({ name }) => name),
];

const termsOf = ({ retention, texts }: PurposeVersion, original: string) =>
  JSON.stringify([retention, texts[original]?.legalNote ?? null]);
