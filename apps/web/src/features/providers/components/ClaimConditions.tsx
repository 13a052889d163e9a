"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/ui/form/Field";

interface ClaimConditionsProps {
  readonly shown: Readonly<Record<string, string>>;
  readonly sentences: Readonly<Record<string, string>>;
}

/** Which claims must have which values: a row each, and an empty one at the end. A row that is emptied is gone. */
export function ClaimConditions({ shown, sentences }: ClaimConditionsProps) {
  const t = useTranslations("identity-providers.provisioning");
  const rows = Object.keys(shown).filter((field) => field.startsWith("claim.")).length;
  return (
    <>
      {Array.from({ length: Math.max(rows, 1) }, (_, index) => (
        <fieldset className="mt-4 border-t border-border pt-4 [&>legend+*]:clear-both" key={index}>
          <legend className="float-start mb-3 w-full font-medium">{t("condition", { number: index + 1 })}</legend>
          <Field
            name={`claim.${index}`}
            label={t("field.claim")}
            mono
            value={shown[`claim.${index}`] ?? ""}
            problem={sentences[`claim.${index}`]}
            hint={t("claimHint")}
          />
          <Field
            name={`allowed.${index}`}
            label={t("field.allowed")}
            kind="lines"
            mono
            value={shown[`allowed.${index}`] ?? ""}
            problem={sentences[`allowed.${index}`]}
            hint={t("allowedHint")}
          />
        </fieldset>
      ))}
    </>
  );
}
