import "server-only";
import { codePoints } from "@assent/consent/text/plain-text";
import type { PurposeVersion } from "@assent/consent/purpose/purpose";
import { maxRetentionDays, purposeLengths } from "@assent/consent/purpose/purpose-input";
import { nameableApplications } from "@assent/database/applications/application-purposes";
import { purposeEndImpact } from "@assent/database/provisioning/end-with-purpose";
import { otherAccountsExist, purposeUsage } from "@assent/database/purposes/purpose-usage";
import type { PurposeStatus } from "@assent/database/schema/purpose";
import { catalogue } from "@assent/database/attributes/attributes";
import { listEnabled } from "@assent/database/providers/identity-providers";
import { draftOf, getPurpose, listPurposes } from "@assent/database/purposes/purposes";
import { getLocale, getTranslations } from "next-intl/server";
import { languages } from "@/platform/i18n/languages";
import { requireAdministrator } from "@/platform/access";
import { database } from "@/platform/database";
import { currentOrganisation } from "@/platform/organisation";
import { purposeInputOf } from "@assent/consent/purpose/version-input";
import { listPurposeLines, type ListedPurpose, type PurposeFilter } from "./listing";
import { outdatedLanguages } from "./translation/queries";
import { activePurposes, attributeSenders, warningsOf } from "./warnings";
import { isId } from "@/platform/request-input";

export interface PurposeListing {
  readonly purposes: readonly (ListedPurpose & {
    /** The number of warnings about a draft, imported ones included. */
    readonly warnings: number;
  })[];
  readonly total: number;
  readonly archived: number;
  readonly organisation: string;
}

/** The list of purposes in the order that people see. "live" includes drafts: everything that is not archived. */
export async function purposeListing(filter: PurposeFilter, search: string): Promise<PurposeListing> {
  await requireAdministrator();
  const language = await getLocale();
  const { orm } = database();
  const [purposes, attributes, providers, controller, applications] = await Promise.all([
    listPurposes(orm),
    catalogue(orm, language),
    listEnabled(orm),
    currentOrganisation(),
    nameableApplications(orm),
  ]);
  const { defaultLanguage: original } = controller;
  const around = { attributes, providers, purposes, applications };
  const drafts = new Map(purposes.filter(({ status }) => status === "draft").map(({ id, version }) => [id, version]));
  const warnings = (id: string) => {
    const draft = drafts.get(id);
    return draft ? warningsOf(draft, original, around).length : 0;
  };
  return {
    purposes: listPurposeLines(purposes, attributes, [original, language], filter, search).map((purpose) => ({
      ...purpose,
      warnings: warnings(purpose.id),
    })),
    total: purposes.length,
    archived: purposes.filter(({ status }) => status === "archived").length,
    organisation: controller.displayName,
  };
}

/**
 * What the editor needs to know about the installation: the organisation, the catalogue, and what each provider sends.
 */
export async function readEditorContext() {
  const administrator = await requireAdministrator();
  const { orm } = database();
  const language = await getLocale();
  const [attributes, providers, purposes, controller, known, applications] = await Promise.all([
    catalogue(orm, language),
    listEnabled(orm),
    listPurposes(orm),
    currentOrganisation(),
    otherAccountsExist(orm, administrator.id),
    nameableApplications(orm),
  ]);
  return {
    somebodyIsKnown: known,
    organisation: controller.displayName,
    limits: {
      description: purposeLengths.description,
      details: purposeLengths.details,
      retentionDays: maxRetentionDays,
    },
    attributes: [...attributes.values()].map(({ key, label, type, sensitive, selfAssertable }) => ({
      key,
      label,
      type,
      sensitive,
      selfAssertable,
    })),
    senders: attributeSenders(providers),
    applications: applications.map(({ id, name, service }) => ({ id, name, service })),
    languages: languages.map(({ code, name }) => ({ code, name })),
    original: controller.defaultLanguage,
    others: activePurposes(purposes),
  };
}

export interface EditedPurpose {
  readonly id: string;
  readonly name: string;
  readonly status: PurposeStatus;
  readonly draft: ReturnType<typeof purposeInputOf>;
  /** The language that it is written in. */
  readonly language: string;
  /** The newest version, published or not, that the draft was read from. */
  readonly version: PurposeVersion;
  /** The codes of languages whose translation is older than the original. */
  readonly outdated: readonly string[];
  /** Whether that version is unpublished. */
  readonly isDraft: boolean;
  /** The number of the version that people see, or will see first. */
  readonly asked: number;
  readonly people: number;
  /** Whether it was ever live, so that people may have read it. */
  readonly wasShown: boolean;
  /** For an archived purpose: whether the consent for it ends. */
  readonly endsGrants: boolean;
}

/** One purpose for the editor, in the organisation's language, or null. */
export async function editedPurpose(id: string): Promise<EditedPurpose | null> {
  await requireAdministrator();
  const found = isId(id) ? await getPurpose(database().orm, id) : null;
  if (!found) return null;
  const { name, status, people, wasShown, endsGrants } = found;
  const draft = status === "archived" ? null : await draftOf(database().orm, id);
  const version = draft ?? found.version;
  const { defaultLanguage } = await currentOrganisation();
  const input = purposeInputOf(version, defaultLanguage);
  return {
    id,
    name,
    status,
    draft: input,
    language: defaultLanguage,
    version,
    outdated: await outdatedLanguages(id, defaultLanguage),
    isDraft: draft !== null,
    asked: found.version.number,
    people,
    wasShown,
    endsGrants,
  };
}

/** A copy to start a new purpose from, or null. It gets another name, because names are unique. */
export async function purposeCopy(id: string | undefined): Promise<EditedPurpose["draft"] | null> {
  const original = id === undefined ? null : await editedPurpose(id);
  if (!original) return null;
  const t = await getTranslations("admin.purpose");
  const name = t("copyOf", { name: original.draft.name });
  return { ...original.draft, name: codePoints(name) > purposeLengths.name ? original.draft.name : name };
}

/** What removing a purpose affects; null if it does not exist. */
export async function purposeRemovalImpact(id: string) {
  await requireAdministrator();
  const { orm } = database();
  const found = isId(id) ? await getPurpose(orm, id) : null;
  if (!found) return null;
  const { name, status, wasShown } = found;
  const [{ receipts }, ending] = await Promise.all([purposeUsage(orm, id), purposeEndImpact(orm, id)]);
  return { id, name, status, wasShown, receipts, ...ending };
}

/** The name of a purpose for a sentence about it, or null. */
export async function purposeName(id: string): Promise<string | null> {
  await requireAdministrator();
  return isId(id) ? ((await getPurpose(database().orm, id))?.name ?? null) : null;
}
