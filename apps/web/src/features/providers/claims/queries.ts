import "server-only";
import { readClaimPath, writeClaimPath } from "@assent/consent/claims/claim-path";
import { rulesForType } from "@assent/consent/claims/claim-rules";
import { suggestMappings } from "@assent/consent/claims/claim-suggestions";
import type { AttributeType } from "@assent/consent/attribute/attribute";
import { standardAttributes, vouchedFor } from "@assent/consent/attribute/standard-attributes";
import { catalogue } from "@assent/database/attributes/attributes";
import { claimsLastSeen, unusableClaims } from "@assent/database/providers/claim-sightings";
import { findById } from "@assent/database/providers/identity-providers";
import { testedClaims } from "@assent/database/providers/tested-claims";
import { protocolClaims } from "@assent/federation/claims";
import { discover } from "@assent/federation/discovery";
import { getLocale } from "next-intl/server";
import { providerFetch } from "@/sign-in/protocol/provider-config";
import { requireAdministrator } from "@/platform/access";
import { database } from "@/platform/database";
import { managedProvider, type ManagedProvider } from "../queries";

export interface MappableAttribute {
  readonly key: string;
  readonly label: string;
  /** The path that OpenID Connect Core 1.0, section 5.1, gives it; "" for attributes of the organisation. */
  readonly standardPath: string;
  readonly type: AttributeType;
  /** False if it vouches for another attribute. */
  readonly mayHaveDefault: boolean;
  /** The options of each rule that fit its type, besides the default. */
  readonly rules: Readonly<Record<"letters" | "list" | "dates" | "sync", readonly string[]>>;
}

/** Every attribute that may be mapped, in the order of the catalogue. */
export async function mappableAttributes(): Promise<MappableAttribute[]> {
  await requireAdministrator();
  const attributes = await catalogue(database().orm, await getLocale());
  return [...attributes.values()].map(({ key, label, type }) => ({
    key,
    label,
    standardPath: standardPathOf(key),
    type,
    mayHaveDefault: !vouchedFor.some(([flag]) => flag === key),
    rules: { ...rulesForType(type), sync: ["provider-wins", "first-sign-in"] },
  }));
}

const standardPathOf = (key: string): string => {
  const standard = standardAttributes.find((one) => one.key === key);
  return standard ? writeClaimPath(standard.claimPath) : "";
};

/**
 * The claims that the provider lists in its metadata, without those of the protocol; null if it lists none or cannot be
 * reached, because a mapping can be written without them.
 * https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata
 */
export async function claimsListed(providerId: string): Promise<readonly string[] | null> {
  const provider = await managedProvider(providerId);
  const metadata = provider && (await discover(provider.issuer, providerFetch()).catch(() => null));
  const listed = metadata?.claims_supported?.filter((claim) => !protocolClaims.has(claim)) ?? [];
  return listed.length > 0 ? listed : null;
}

/** Key of the attribute → standard path, for the claims that the metadata lists. */
export async function suggestedPaths(providerId: string): Promise<Readonly<Record<string, string>>> {
  const listed = new Set(await claimsListed(providerId));
  const fitting = standardAttributes.filter(({ claimPath }) => claimPath[0] !== undefined && listed.has(claimPath[0]));
  return Object.fromEntries(fitting.map(({ key, claimPath }) => [key, writeClaimPath(claimPath)]));
}

export interface Sighting {
  /** The day in UTC: yyyy-mm-dd. */
  readonly on: string;
  /** 0 for today. */
  readonly daysAgo: number;
}

/** What the provider has sent for a mapped claim so far. */
export interface SeenClaim {
  /** When the provider last sent it for a person who agreed to it; null if it never did. */
  readonly last: Sighting | null;
  /** How many sign-ins brought something unusable, and the day of the last one; null for none. */
  readonly unusable: (Sighting & { readonly count: number }) | null;
}

/** Key of the attribute → what the provider has sent for its claim. */
export async function claimsSeen({ id, mappings }: ManagedProvider): Promise<Readonly<Record<string, SeenClaim>>> {
  await requireAdministrator();
  const { orm } = database();
  const [seen, unusable] = await Promise.all([claimsLastSeen(orm, id), unusableClaims(orm, id)]);
  const at = (on: string): Sighting => ({
    on,
    daysAgo: Math.max(0, Math.floor((Date.now() - Date.parse(on)) / (24 * 60 * 60_000))),
  });
  return Object.fromEntries(
    mappings.map(({ attribute }) => {
      const [last, bad] = [seen.get(attribute), unusable.get(attribute)];
      return [attribute, { last: last ? at(last) : null, unusable: bad ? { ...at(bad.on), count: bad.count } : null }];
    }),
  );
}

export interface TestSuggestions {
  /** The day of the latest successful test sign-in, in UTC. */
  readonly on: Date;
  readonly suggestions: readonly { readonly path: string; readonly attribute: string | null }[];
}

/**
 * The claims of the latest test sign-in that are not mapped, each with the attribute of the same name; null before the
 * first test.
 */
export async function testSuggestions(providerId: string): Promise<TestSuggestions | null> {
  await requireAdministrator();
  const { orm } = database();
  const [provider, tested] = await Promise.all([findById(orm, providerId), testedClaims(orm, providerId)]);
  if (!provider || !tested) return null;
  const seen = tested.paths.flatMap((path) => {
    const read = readClaimPath(path);
    return read.ok ? [read.path] : [];
  });
  const attributes = [...(await catalogue(orm, await getLocale())).values()];
  const suggested = suggestMappings(seen, provider.mappings, attributes);
  const suggestions = suggested.map(({ path, attribute }) => ({ path: writeClaimPath(path), attribute }));
  return { on: new Date(`${tested.on}T00:00:00Z`), suggestions };
}
