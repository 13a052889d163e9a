"use client";

import { maxConsentDays, partyRoles, transferSafeguards } from "@assent/consent/purpose/purpose-terms";
import { countries, countryName } from "@assent/consent/purpose/countries";
import { useLocale, useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import { Disclosure } from "@/ui/Disclosure";
import { BoxField, DaysField, SelectField, TextField } from "@/ui/form/Field";
import { fieldsOf } from "@/ui/form/form-values";
import { Panel } from "@/ui/Panel";
import { partyRows, readTermsFields, termsField } from "./terms-draft";

/** What a purpose can say besides: other recipients, places, how long an agreement lasts, automated decisions. Folded. */
export function TermsFields({ problems }: { readonly problems: readonly string[] }) {
  const t = useTranslations("admin-terms");
  const terms = readTermsFields(fieldsOf(useWatch()));
  const isOpen = (...names: string[]) => problems.some((name) => names.some((start) => name.startsWith(start)));
  return (
    <Panel id="terms" title={t("title")} text={t("lead")}>
      <Disclosure
        title={t("parties")}
        state={t("partiesState", { count: terms.parties.length })}
        open={isOpen("terms.parties")}
      >
        <Parties />
      </Disclosure>
      <Disclosure title={t("places")} state={terms.storedIn.join(", ") || t("none")} open={isOpen(termsField.storedIn)}>
        <TextField name={termsField.storedIn} label={t("storedIn")} hint={t("storedInHint")} optional mono />
      </Disclosure>
      <Disclosure
        title={t("validity")}
        state={terms.consentDays ? t("validityState", { days: terms.consentDays }) : t("validityNone")}
        open={isOpen(termsField.consentDays)}
      >
        <DaysField
          name={termsField.consentDays}
          label={t("consentDays")}
          hint={t("consentDaysHint", { most: maxConsentDays })}
          most={maxConsentDays}
          optional
        />
      </Disclosure>
      <Disclosure
        title={t("automated")}
        state={t(terms.automated ? "automatedYes" : "automatedNo")}
        open={isOpen(termsField.logic, termsField.consequences)}
      >
        <BoxField name={termsField.automated} label={t("automatedBox")} hint={t("automatedHint")} />
        <TextField name={termsField.logic} label={t("logic")} hint={t("logicHint")} kind="lines" optional />
        <TextField
          name={termsField.consequences}
          label={t("consequences")}
          hint={t("consequencesHint")}
          kind="lines"
          optional
        />
      </Disclosure>
    </Panel>
  );
}

/** Every recipient that is typed, and one empty row. Without JavaScript, another one comes after saving. */
function Parties() {
  const t = useTranslations("admin-terms");
  const language = useLocale();
  const rows = partyRows(fieldsOf(useWatch()));
  const choices = (values: readonly string[], text: (value: string) => string) =>
    values.map((value) => ({ value, text: text(value) }));
  return (
    <>
      <datalist id="countries">
        {countries.map((code) => (
          // A browser may name a country otherwise than the server. Without this, React would draw the form again, and lose
          // what was typed before.
          <option key={code} value={code} suppressHydrationWarning>
            {countryName(code, language)}
          </option>
        ))}
      </datalist>
      {Array.from({ length: rows }, (_, row) => (
        <fieldset
          key={row}
          className="grid grid-cols-[repeat(auto-fit,minmax(11rem,1fr))] gap-x-4 border-b border-border pb-4 last:border-b-0"
        >
          <legend className="sr-only">{t("party", { number: row + 1 })}</legend>
          <TextField name={termsField.party(row, "name")} label={t("name")} optional />
          <SelectField
            name={termsField.party(row, "role")}
            label={t("role")}
            options={choices(partyRoles, (role) => t(`roles.${role as (typeof partyRoles)[number]}`))}
          />
          <TextField
            name={termsField.party(row, "country")}
            label={t("country")}
            hint={t("countryHint")}
            list="countries"
            optional
          />
          <SelectField
            name={termsField.party(row, "safeguard")}
            label={t("safeguard")}
            options={[
              { value: "", text: t("safeguards.none") },
              ...choices(transferSafeguards, (one) => t(`safeguards.${one as (typeof transferSafeguards)[number]}`)),
            ]}
          />
        </fieldset>
      ))}
    </>
  );
}
