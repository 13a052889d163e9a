import { writeClaimPath } from "@assent/consent/claims/claim-path";
import { writeClaimSources } from "@assent/consent/claims/claim-sources";
import type { EventDetails } from "../schema/event.ts";
import type { accountCondition } from "../schema/account-condition.ts";
import type { claimMapping } from "../schema/claim-mapping.ts";
import type { identityProvider } from "../schema/identity-provider.ts";

type Columns = typeof identityProvider.$inferSelect;

/** What belongs to a provider in other tables, in a form to compare. */
export interface ProviderLists {
  readonly mappings: readonly Omit<typeof claimMapping.$inferSelect, "lastSeen">[];
  /** Names of the chosen purposes. */
  readonly purposes: readonly string[];
  readonly conditions: readonly (typeof accountCondition.$inferSelect)[];
  readonly domains: readonly string[];
  /** Key ids. */
  readonly keys: readonly string[];
}

const told = [
  ...(["name", "hint", "logoLetters", "issuer", "clientId", "scopes", "tokenAuthMethod"] as const),
  ...([
    "responseMode",
    "tokenAlgorithm",
    "authorizationParameters",
    "tenants",
    "jitMode",
    "syncPolicy",
    "purposesMode",
    "accountUrl",
    "enabled",
  ] as const),
] satisfies readonly (keyof Columns)[];

/** The most characters of one value: a log is not a place to read a longer setting. */
const maxLength = 500;

/**
 * `x` and `xBefore` for each part of a provider that differs. Never a secret, because no column with one is compared.
 * For a condition on a claim only the number of allowed values, because they may name people.
 */
export function providerDifferences(
  before: Columns & { readonly lists: ProviderLists },
  after: Columns & { readonly lists: ProviderLists },
): EventDetails {
  const changed = [
    ...told.map((name) => [name, shown(before[name]), shown(after[name])] as const),
    ...(Object.keys(lists) as (keyof ProviderLists)[]).map(
      (name) => [name, lists[name](before.lists), lists[name](after.lists)] as const,
    ),
  ].filter(([, was, is]) => was !== is);
  return Object.fromEntries(
    changed.flatMap(([name, was, is]) => [
      [`${name}Before`, was],
      [name, is],
    ]),
  );
}

const shown = (value: string | boolean | null): string => String(value ?? "").slice(0, maxLength);

const lists: { readonly [Name in keyof ProviderLists]: (of: ProviderLists) => string } = {
  mappings: ({ mappings }) => joined(mappings.map(mapping)),
  purposes: ({ purposes }) => joined(purposes),
  conditions: ({ conditions }) => joined(conditions.map(condition)),
  domains: ({ domains }) => joined(domains),
  keys: ({ keys }) => joined(keys),
};

const joined = (parts: readonly string[]): string => parts.join(", ").slice(0, maxLength);

function mapping({ attributeKey, claimPath, sources, ...rest }: ProviderLists["mappings"][number]): string {
  const { letters, list, dates, sync, defaultValue } = rest;
  // Only whether there is a default. Its value may be personal data, and the audit log is never deleted.
  const rules = [letters, list, dates, sync, defaultValue && "default"].filter((rule) => rule !== null);
  return `${attributeKey} = ${writeClaimSources(sources ?? [[claimPath]])}${rules.length > 0 ? ` (${rules.join(", ")})` : ""}`;
}

function condition({ kind, claimPath, allowed, years, asks }: ProviderLists["conditions"][number]): string {
  if (kind === "email-verified") return kind;
  if (kind === "age") return `${kind}: ${years}${asks ? " (asked)" : ""}`;
  if (kind === "email-domain") return `${kind}: ${allowed.join(" ")}`;
  return `${writeClaimPath(claimPath ?? [])}: ${allowed.length}`;
}
