import type { useTranslations } from "next-intl";
import type { TermsDraft } from "./terms-draft";

/** Terms as they were typed, as one text to compare. */
export function termsText(terms: TermsDraft | undefined, t: ReturnType<typeof useTranslations<"admin-terms">>): string {
  if (!terms) return "";
  const { parties, storedIn, consentDays, automated, logic, consequences } = terms;
  return [
    ...parties.map((party) => [party.name, party.role, party.country, party.safeguard].filter(Boolean).join(", ")),
    storedIn.join(", "),
    consentDays === null ? "" : t("validityState", { days: consentDays }),
    ...(automated ? [t("automatedYes"), logic, consequences] : []),
  ]
    .filter(Boolean)
    .join("\n");
}
