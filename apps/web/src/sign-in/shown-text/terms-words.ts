import { countryName } from "@assent/consent/purpose/countries";
import type { Party, PurposeTerms } from "@assent/consent/purpose/purpose-terms";
import type { PurposeText } from "@assent/consent/purpose/purpose";
import type { ShownTerms } from "@assent/consent/receipt/receipt";
import { namesInWords, type ShownTextMessages } from "./messages";

interface TermsWords {
  readonly organisation: string;
  /** BCP 47, of the reader. */
  readonly language: string;
  readonly t: ShownTextMessages;
}

/** The terms of a purpose as people read them. */
export function shownTerms(terms: PurposeTerms, text: PurposeText | undefined, words: TermsWords): ShownTerms {
  const { parties, storedIn, consentDays, automated } = terms;
  const { t, language } = words;
  return {
    parties: parties.map((party) => ({
      ...{ name: party.name, role: party.role, country: party.country },
      ...(party.safeguard ? { safeguard: party.safeguard } : {}),
      words: partySentence(party, words),
    })),
    ...(storedIn.length > 0
      ? { storage: { countries: [...storedIn], words: storageSentence(storedIn, language, t) } }
      : {}),
    ...(consentDays === null ? {} : { validity: { days: consentDays, words: validitySentence(consentDays, t) } }),
    ...(automated
      ? {
          automated: {
            words: t("terms.automated"),
            logic: text?.logic ?? "",
            consequences: text?.consequences ?? "",
          },
        }
      : {}),
  };
}

/** Who it is, what they do with the data, where, and what protects it there. */
function partySentence({ name, role, country, safeguard }: Party, { organisation, language, t }: TermsWords) {
  const where = countryName(country, language);
  const who = t(`terms.role.${role}`, { name, organisation, country: where });
  return safeguard === null ? who : `${who} ${t(`terms.safeguard.${safeguard}`, { organisation, country: where })}`;
}

const storageSentence = (storedIn: readonly string[], language: string, t: ShownTextMessages): string =>
  t("terms.storage", {
    countries: namesInWords(
      storedIn.map((country) => countryName(country, language)),
      language,
    ),
  });

/** When an agreement ends by itself. */
const validitySentence = (days: number, t: ShownTextMessages): string => t("terms.validity", { days });
