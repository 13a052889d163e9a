"use client";

import { useTranslations } from "next-intl";
import { TextField } from "@/ui/form/Field";

/** The claims and their required values: one row each, and an empty row at the end. An emptied row is deleted. */
export function ClaimConditions({ rows }: { readonly rows: number }) {
  const t = useTranslations("identity-providers.provisioning");
  return Array.from({ length: Math.max(rows, 1) }, (_, index) => (
    <fieldset className="mt-4 border-t border-border pt-4 [&>legend+*]:clear-both" key={index}>
      <legend className="float-start mb-3 w-full font-medium">{t("condition", { number: index + 1 })}</legend>
      <TextField name={`claim.${index}`} label={t("field.claim")} mono hint={t("claimHint")} />
      <TextField name={`allowed.${index}`} label={t("field.allowed")} kind="lines" mono hint={t("allowedHint")} />
    </fieldset>
  ));
}
