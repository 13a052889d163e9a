import "server-only";
import type { PurposeInput } from "@assent/consent/purpose/purpose-input";
import { getTranslations } from "next-intl/server";
import { requireAdministrator } from "@/platform/access";
import { currentOrganisation } from "@/platform/organisation";

interface Shape {
  readonly retention: PurposeInput["retention"];
  /** Attribute key → whether it is mandatory. */
  readonly asks: Readonly<Record<string, boolean>>;
  /** Why the mandatory attribute is necessary. */
  readonly reason?: "account-recovery.reason" | "age-check.reason";
}

/** What each template asks for; its words are in the message catalogue. */
const templates = {
  "account-recovery": {
    retention: "account-closed",
    asks: { email: true, phone_number: false },
    reason: "account-recovery.reason",
  },
  greeting: { retention: "withdrawn", asks: { name: false, nickname: false } },
  newsletter: { retention: "withdrawn", asks: { email: false } },
  "age-check": { retention: "account-closed", asks: { birthdate: true }, reason: "age-check.reason" },
  delivery: { retention: "withdrawn", asks: { name: false, address: false, phone_number: false } },
} as const satisfies Record<string, Shape>;

type Template = keyof typeof templates;
const isTemplate = (code: string | undefined): code is Template => code !== undefined && Object.hasOwn(templates, code);

export interface PurposeTemplate {
  readonly code: string;
  readonly name: string;
}

export async function purposeTemplates(): Promise<readonly PurposeTemplate[]> {
  await requireAdministrator();
  const t = await getTranslations("purpose-templates");
  return Object.keys(templates)
    .filter(isTemplate)
    .map((code) => ({ code, name: t(`${code}.name`) }));
}

/** The content of a template, or null for an unknown code. */
export async function purposeTemplate(code: string | undefined): Promise<PurposeInput | null> {
  await requireAdministrator();
  if (!isTemplate(code)) return null;
  const t = await getTranslations("purpose-templates");
  const words = { organisation: (await currentOrganisation()).displayName };
  const { retention, asks, reason }: Shape = templates[code];
  return {
    ...{ name: t(`${code}.name`), description: t(`${code}.description`, words), details: t(`${code}.details`, words) },
    ...{ retention, retentionDays: null, legalNote: "" },
    recipients: { organisation: true, applications: [] },
    attributes: Object.entries(asks).map(([key, mandatory]) => ({
      ...{ key, mandatory },
      reason: mandatory && reason ? t(reason, words) : "",
    })),
  };
}
