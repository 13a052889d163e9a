import "server-only";
import type { AttributeType } from "@assent/consent/attribute/attribute";
import type { AskedItem } from "@assent/consent/request/asked";
import type { PurposeVersion } from "@assent/consent/purpose/purpose";
import type { ShownPurpose } from "@assent/consent/receipt/receipt";
import { catalogue } from "@assent/database/attributes/attributes";
import { getPurpose } from "@assent/database/purposes/purposes";
import { type PastVersion, versionsOf } from "@assent/database/purposes/purpose-history";
import { getLocale } from "next-intl/server";
import { composeShownText } from "@/sign-in/shown-text/shown-text";
import { requireAdministrator } from "@/platform/access";
import { database } from "@/platform/database";
import { currentOrganisation } from "@/platform/organisation";
import { isId } from "@/platform/request-input";

export type { PastVersion };

export interface PurposeHistory {
  readonly id: string;
  readonly name: string;
  readonly versions: readonly PastVersion[];
}

/** Every version of a purpose, newest first, or null. */
export async function purposeHistory(id: string): Promise<PurposeHistory | null> {
  await requireAdministrator();
  const { orm } = database();
  const found = isId(id) ? await getPurpose(orm, id) : null;
  return found && { id, name: found.name, versions: await versionsOf(orm, id) };
}

export interface ShownVersion extends PastVersion {
  readonly name: string;
  /** In the wording of the consent screen. */
  readonly purpose: ShownPurpose;
  /** Type of each attribute, for sample values. */
  readonly types: Readonly<Record<string, AttributeType>>;
  readonly organisation: string;
}

/** One version as people saw it, in the reader's language or the organisation's; null if there is none. */
export async function shownVersion(id: string, number: string): Promise<ShownVersion | null> {
  const history = await purposeHistory(id);
  const past = history?.versions.find(({ version }) => String(version.number) === number);
  if (!history || !past) return null;
  const language = await getLocale();
  const [attributes, controller] = await Promise.all([catalogue(database().orm, language), currentOrganisation()]);
  const basis = past.version.basis.kind;
  const request = { basis, purposes: [{ version: past.version, items: itemsOf(past.version) }], blockedBy: [] };
  const notice = await composeShownText({ request, providerName: "", controller, attributes, language });
  const [purpose] = notice.purposes;
  if (!purpose) return null;
  const types = Object.fromEntries([...attributes.values()].map(({ key, type }) => [key, type]));
  return { ...past, name: history.name, purpose, types, organisation: controller.displayName };
}

/** The items as if the provider had sent every value. */
const itemsOf = ({ purposeId, versionId, attributes }: PurposeVersion): AskedItem[] =>
  attributes.map(({ key, mandatory, basis }) => ({
    ...{ id: `${versionId}.${key}`, purposeId, versionId, attribute: key, mandatory },
    ...(basis ? { basis } : {}),
    offer: { kind: "value", value: "" },
  }));
