import "server-only";
import {
  consentBasis,
  type PurposeVersion,
  type RecipientApplication,
  type Retention,
} from "@assent/consent/purpose/purpose";
import { type PurposeInput, toldBasis } from "@assent/consent/purpose/purpose-input";
import { noTermsInput, termsInput, termsOf } from "@assent/consent/purpose/purpose-terms";
import { previewRequest, type PreviewState } from "@assent/consent/purpose/purpose-preview";
import { nameableApplications } from "@assent/database/applications/application-purposes";
import { catalogue, type CatalogueEntry } from "@assent/database/attributes/attributes";
import { listEnabled } from "@assent/database/providers/identity-providers";
import { askedPurposes, draftOf, publishedOf } from "@assent/database/purposes/purposes";
import { getLocale, getTranslations } from "next-intl/server";
import { administrationLanguage } from "@/platform/i18n/languages";
import type { ShownPrompt } from "@/sign-in/pending/consent-prompt";
import { composeShownText, shownTextHash } from "@/sign-in/shown-text/shown-text";
import { requireAdministrator } from "@/platform/access";
import { database } from "@/platform/database";
import { currentOrganisation } from "@/platform/organisation";
import { sampleValue } from "./sample-value";

/** The content of the editor, valid or not. */
export type PreviewedText = Omit<PurposeInput, "retention" | "terms"> & {
  readonly retention: PurposeInput["retention"] | "";
  readonly terms?: unknown;
};

interface Previewed {
  /** The id of a stored purpose, or null for an unsaved one. */
  readonly purposeId: string | null;
  readonly text: PreviewedText;
  readonly state: PreviewState;
}

const minutes = 60_000;
const days = 24 * 60 * minutes;

/**
 * The prompt that the text would lead to, in the language of this request, with sample values. The code of the real
 * consent screen makes it. Nothing is stored.
 */
export async function previewPrompt({ purposeId, text, state }: Previewed): Promise<ShownPrompt> {
  await requireAdministrator();
  const { orm } = database();
  const language = await getLocale();
  const [attributes, controller, providers, applications, drafted, before] = await Promise.all([
    catalogue(orm, language),
    currentOrganisation(),
    listEnabled(orm),
    nameableApplications(orm),
    purposeId === null ? null : draftOf(orm, purposeId),
    purposeId === null ? null : publishedOf(orm, purposeId),
  ]);
  const asking = providers.find(({ jitMode }) => jitMode === "ask");
  const asked = asking ? await askedPurposes(orm, asking.id, null) : [];
  const version = await versionOf(text, drafted ?? before, {
    ...{ original: controller.defaultLanguage, before, applications },
  });
  const now = new Date();
  const request = previewRequest({
    ...{ version, before, state, now, catalogue: attributes, sample: await samples(attributes) },
    others: asked.filter((other) => other.purposeId !== version.purposeId),
  });
  const provider = asking ?? (await sampleProvider());
  const shownText = await composeShownText({
    ...{ request, controller, attributes, language, providerName: provider.name },
    lastDecidedAt: new Date(now.getTime() - 90 * days),
  });
  const problems = { reason: "problems", granted: [], typed: {}, attempt: 1 } as const;
  return {
    ...{ request, attributes, shownText, shownTextHash: shownTextHash(shownText), requestId: "preview", provider },
    application: null,
    pending: { startedAt: now.getTime() / 1000, returnTo: "/", ...(state === "error" ? { draft: problems } : {}) },
    account: request.again ? {} : null,
    expiresAt: new Date(now.getTime() + 10 * minutes),
  };
}

/** The text as the next version, with the stored translations, which would be published with it. */
async function versionOf(
  text: PreviewedText,
  stored: PurposeVersion | null,
  {
    original,
    before,
    applications,
  }: {
    readonly original: string;
    readonly before: PurposeVersion | null;
    readonly applications: readonly RecipientApplication[];
  },
): Promise<PurposeVersion> {
  const blank = await getTranslations({ locale: administrationLanguage, namespace: "admin-editor.preview" });
  // What is not valid yet is not previewed.
  const said = termsInput.safeParse(text.terms ?? noTermsInput).data;
  const terms = termsOf(said);
  const words = {
    name: text.name.trim() || blank("name"),
    description: text.description.trim() || blank("description"),
    details: text.details.trim() || null,
    legalNote: text.legalNote.trim() || null,
    ...(said?.automated ? { logic: said.logic, consequences: said.consequences } : {}),
  };
  const keys = new Set<string>();
  const rows = text.attributes.filter(({ key }) => !keys.has(key) && keys.add(key));
  return {
    ...{ purposeId: stored?.purposeId ?? "preview", versionId: "preview", basis: consentBasis, askFrom: null },
    recipients: {
      organisation: text.recipients.organisation,
      applications: applications.filter(({ id }) => text.recipients.applications.includes(id)),
    },
    ...{ number: (before?.number ?? 0) + 1, position: stored?.position ?? 0 },
    retention: retentionOf(text),
    ...(terms ? { terms } : {}),
    texts: { ...stored?.texts, [original]: words },
    attributes: rows.map((row) => {
      const { key, mandatory, reason } = row;
      const basis = toldBasis(row);
      const translated = stored?.attributes.find((one) => one.key === key)?.reasons;
      const { [original]: _replaced, ...others } = translated ?? {};
      const told = basis ? { basis, mandatory: false } : { mandatory };
      return { key, ...told, reasons: reason.trim() ? { ...others, [original]: reason.trim() } : others };
    }),
  };
}

function retentionOf({ retention, retentionDays }: PreviewedText): Retention {
  if (retention === "days") return { kind: "days", days: Math.max(1, Math.trunc(retentionDays || 1)) };
  return { kind: retention || "account-closed" };
}

async function samples(attributes: ReadonlyMap<string, CatalogueEntry>): Promise<Record<string, string>> {
  const t = await getTranslations("admin-editor.sample");
  return Object.fromEntries([...attributes.values()].map(({ key, type }) => [key, sampleValue(t, key, type)]));
}

/** For an installation in which no provider asks for consent yet. */
async function sampleProvider(): Promise<ShownPrompt["provider"]> {
  const t = await getTranslations({ locale: administrationLanguage, namespace: "admin-editor.preview" });
  return { name: t("provider"), slug: "sample", logoLetters: null, logoHash: null, accountUrl: null };
}
