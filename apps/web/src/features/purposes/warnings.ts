import { languagesWithoutNote } from "@assent/consent/purpose/legal-note";
import type { PurposeVersion } from "@assent/consent/purpose/purpose";
import {
  type WarningContext,
  type PurposeWarning,
  purposeWarnings,
  serviceIds,
} from "@assent/consent/purpose/purpose-warnings";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import type { Purpose } from "@assent/database/purposes/purposes";
import { languages } from "@/platform/i18n/languages";
import { purposeInputOf } from "@assent/consent/purpose/version-input";

interface WarningFacts {
  readonly attributes: ReadonlyMap<string, WarningContext["attributes"][number]>;
  /** All enabled providers. */
  readonly providers: readonly Pick<IdentityProvider, "name" | "jitMode" | "mappings">[];
  /** All applications that a purpose can name. */
  readonly applications: readonly { readonly id: string; readonly service: boolean }[];
  readonly purposes: readonly Pick<Purpose, "id" | "name" | "status" | "version">[];
}

/** The providers that ask for consent, and the attributes that they send. */
export const attributeSenders = (providers: WarningFacts["providers"]) =>
  providers
    .filter(({ jitMode }) => jitMode === "ask")
    .map(({ name, mappings }) => ({ name, sends: mappings.map(({ attribute }) => attribute) }));

/** The purposes that are not archived, with what they ask. */
export const activePurposes = (purposes: WarningFacts["purposes"]) =>
  purposes
    .filter(({ status }) => status !== "archived")
    .map(({ id, name, version }) => ({
      ...{ id, name },
      attributes: version.attributes.map(({ key, mandatory, basis }) => ({
        key,
        mandatory,
        ...(basis ? { basis } : {}),
      })),
    }));

/** The warnings about a stored version. `original` is the language that purposes are written in. */
export function warningsOf(
  version: PurposeVersion,
  original: string,
  around: WarningFacts,
  outdated: readonly string[] = [],
): PurposeWarning[] {
  const withoutNote = languagesWithoutNote(version.texts, original);
  return purposeWarnings(
    { ...purposeInputOf(version, original), languages: Object.keys(version.texts), outdated, withoutNote },
    {
      attributes: [...around.attributes.values()],
      senders: attributeSenders(around.providers),
      services: serviceIds(around.applications),
      languages: languages.map(({ code }) => code),
      others: activePurposes(around.purposes).filter(({ id }) => id !== version.purposeId),
    },
  );
}
