import type { PurposeWarning } from "@assent/consent/purpose/purpose-warnings";
import type { useTranslations } from "next-intl";
import type { HintLine } from "@/ui/HintLines";
import { termsWarningLine } from "@/ui/terms/terms-warning";

export interface WarningWords {
  readonly t: ReturnType<typeof useTranslations<"admin-editor.hints">>;
  readonly terms: ReturnType<typeof useTranslations<"admin-terms.warnings">>;
  /** The label of an attribute, by key. */
  readonly label: (attribute: string) => string;
  /** The name of a language, by code. */
  readonly language: (code: string) => string;
}

/** A warning as a sentence, for the editor and the review. */
export function warningLine(warning: PurposeWarning, { t, terms, label, language }: WarningWords): HintLine {
  switch (warning.kind) {
    case "not-sent":
      return { ...sendingMark[warning.effect], ...notSent(warning, t, label(warning.attribute)) };
    case "all-mandatory":
      return { ...warns, title: t("allMandatory", { count: warning.count }), text: t("allMandatoryText") };
    case "sensitive-mandatory":
      return {
        ...warns,
        title: t("sensitiveMandatory", { label: label(warning.attribute) }),
        text: t("sensitiveMandatoryText"),
      };
    case "sensitive-told":
      return { ...warns, title: t("sensitiveTold", { label: label(warning.attribute) }), text: t("sensitiveToldText") };
    case "told-marketing":
      return { ...warns, title: t("toldMarketing", { label: label(warning.attribute) }), text: t("toldMarketingText") };
    case "told-vital":
      return { ...warns, title: t("toldVital", { label: label(warning.attribute) }), text: t("toldVitalText") };
    case "no-reason":
      return { ...warns, title: t("noReason", { label: label(warning.attribute) }), text: t("noReasonText") };
    case "optional-elsewhere":
    case "mandatory-elsewhere": {
      const names = { label: label(warning.attribute), purposes: warning.purposes.join(", ") };
      const here = warning.kind === "optional-elsewhere" ? "optionalElsewhere" : "mandatoryElsewhere";
      return { ...warns, title: t(here, names), text: t(`${here}Text`) };
    }
    case "short-description":
      return { ...warns, title: t("shortDescription"), text: t("shortDescriptionText") };
    case "no-retention":
      return { ...says, title: t("noRetention"), text: t("noRetentionText") };
    case "no-recipient":
      return { ...warns, title: t("noRecipient"), text: t("noRecipientText") };
    case "only-services":
      return { ...warns, title: t("onlyServices"), text: t("onlyServicesText") };
    case "only-applications":
      return { ...says, title: t("onlyApplications"), text: t("onlyApplicationsText") };
    case "transfer-without-safeguard":
    case "no-storage-location":
    case "agreement-outlasts":
      return termsWarningLine(warning, terms);
    case "outdated":
      return {
        ...warns,
        title: t("outdated", { languages: warning.languages.map(language).join(", ") }),
        text: t("outdatedText"),
      };
    case "note-not-translated":
      return {
        ...says,
        title: t("noteNotTranslated", { languages: warning.languages.map(language).join(", ") }),
        text: t("noteNotTranslatedText"),
      };
    case "not-translated":
      return {
        ...says,
        title: t("notTranslated", { languages: warning.languages.map(language).join(", ") }),
        text: t("notTranslatedText"),
      };
  }
}

const warns = { icon: "alert", tone: "warning" } as const;
const says = { icon: "info", tone: "muted" } as const;
const sendingMark = {
  "no-box": says,
  "not-told": says,
  typed: says,
  blocked: { icon: "alert", tone: "danger" },
} as const;

function notSent(
  { providers, effect }: Extract<PurposeWarning, { kind: "not-sent" }>,
  t: WarningWords["t"],
  label: string,
) {
  const title = providers
    ? t("someDoNotSend", { label, providers: providers.join(", "), count: providers.length })
    : t("nobodySends", { label });
  return { title, text: t(`notSentEffect.${effect}`) };
}
