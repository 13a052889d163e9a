import "server-only";
import type { AskedItem } from "@assent/consent/request/asked";
import type { PurposeVersion } from "@assent/consent/purpose/purpose";
import { catalogue, type CatalogueEntry } from "@assent/database/attributes/attributes";
import { getUser, type UserDetail } from "@assent/database/users/user-detail";
import { livePurposes } from "@assent/database/purposes/purposes";
import { requirePerson } from "@/platform/access";
import { database } from "@/platform/database";
import { singleItemText } from "@/sign-in/shown-text/single-item-text";

export type ItemOfPurpose = { readonly purpose: string; readonly attribute: string };

export interface LateConsentPrompt {
  readonly notice: Awaited<ReturnType<typeof singleItemText>>["notice"];
  readonly noticeHash: string;
  readonly item: AskedItem;
  readonly version: PurposeVersion;
  readonly attributes: ReadonlyMap<string, CatalogueEntry>;
  readonly provider: UserDetail["identities"][number]["provider"];
}

/**
 * The prompt for one attribute that the person does not agree to today, in the current wording; null if it is not
 * asked, or is agreed to already.
 */
export async function lateConsentPrompt(item: ItemOfPurpose, language: string): Promise<LateConsentPrompt | null> {
  const { id } = await requirePerson();
  const { orm } = database();
  const [user, attributes] = await Promise.all([getUser(orm, id), catalogue(orm, language)]);
  const held = user?.decisions.find((d) => d.purposeId === item.purpose && d.attribute === item.attribute);
  if (!user || !held || held.grant) return null;
  const { provider, version } = (await askedBy(user.identities, item.purpose)) ?? {};
  const asked = version?.attributes.find(({ key }) => key === item.attribute);
  if (!provider || !version || !asked) return null;
  const stored = user.values.find(({ attribute }) => attribute === item.attribute);
  const typeable = attributes.get(item.attribute)?.selfAssertable === true;
  const offer: AskedItem["offer"] = stored
    ? { kind: "value", value: stored.value, source: stored.source }
    : { kind: typeable ? "type-it" : "not-sent" };
  const { mandatory } = asked;
  const about = { version, attribute: item.attribute, mandatory, offer, attributes, language };
  const drawn = await singleItemText({ what: "agree", ...about, providerName: provider.name });
  const { purposeId, versionId } = version;
  const question = { id: `${versionId}.${item.attribute}`, purposeId, versionId, attribute: item.attribute };
  return { ...drawn, version, attributes, provider, item: { ...question, mandatory, offer } };
}

/** The first of the person's providers that asks for this purpose; enabled ones first. */
async function askedBy(identities: UserDetail["identities"], purpose: string) {
  const providers = identities.map(({ provider }) => provider).sort((a, b) => Number(b.enabled) - Number(a.enabled));
  for (const provider of providers) {
    const version = (await livePurposes(database().orm, provider.id)).find(({ purposeId }) => purposeId === purpose);
    if (version?.basis.kind === "consent") return { provider, version };
  }
  return null;
}
