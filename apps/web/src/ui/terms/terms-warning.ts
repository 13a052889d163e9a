import type { TermsWarning } from "@assent/consent/purpose/purpose-warnings";
import type { useTranslations } from "next-intl";
import type { HintLine } from "../HintLines";

/** A warning about terms as a sentence, for every form that has them. */
export function termsWarningLine(
  warning: TermsWarning,
  t: ReturnType<typeof useTranslations<"admin-terms.warnings">>,
): HintLine {
  switch (warning.kind) {
    case "transfer-without-safeguard":
      return {
        ...{ icon: "alert", tone: "warning" },
        title: t("transferWithoutSafeguard", { party: warning.party }),
        text: t("transferWithoutSafeguardText"),
      };
    case "no-storage-location":
      return { ...says, title: t("noStorageLocation"), text: t("noStorageLocationText") };
    case "agreement-outlasts":
      return { ...says, title: t("agreementOutlasts"), text: t("agreementOutlastsText") };
  }
}

const says = { icon: "info", tone: "muted" } as const;
