import "server-only";
import { dayOf } from "@assent/consent/attribute/plausible";
import { type ClaimMapping, readDefault } from "@assent/consent/claims/claim-mapping";
import { type ClaimSource, readClaimSources } from "@assent/consent/claims/claim-sources";
import { type ClaimRules, fittingRules } from "@assent/consent/claims/claim-rules";
import { catalogue } from "@assent/database/attributes/attributes";
import type { SignedIn } from "@/platform/access";
import { database } from "@/platform/database";
import { defaultField, pathField } from "../components/claim-rule-fields";
import { changeProvider, type EditedProvider, type ProviderSaved } from "../mutations";

// Everything here is called by guarded actions only: `by` has been found to be an administrator.

export interface TypedMapping {
  /** The typed paths by key of the attribute; "" if it is not mapped. */
  readonly paths: Readonly<Record<string, string>>;
  /** The rules by key of the attribute, if it has any. */
  readonly rules: Readonly<Record<string, ClaimRules>>;
  /** The typed defaults by key of the attribute; "" for none. */
  readonly defaults: Readonly<Record<string, string>>;
}

type ReadMapping =
  | { readonly ok: true; readonly mappings: readonly ClaimMapping[] }
  | { readonly ok: false; readonly fields: Readonly<Record<string, string>> };

/** Attributes that are no longer in the catalogue are left out: they cannot be asked for or stored. */
export async function readMapping({ paths, rules, defaults }: TypedMapping): Promise<ReadMapping> {
  const known = await catalogue(database().orm);
  const today = dayOf(new Date());
  const fields: Record<string, string> = {};
  const mappings: ClaimMapping[] = [];
  for (const [attribute, typed] of Object.entries(paths)) {
    const read = readClaimSources(typed);
    const kind = known.get(attribute);
    if (!kind) continue;
    const set = Object.hasOwn(defaults, attribute) ? readDefault(kind, defaults[attribute] ?? "", today) : null;
    const hasDefault = set !== null && (set.ok || set.problem !== "empty");
    if (set && hasDefault && !set.ok) fields[defaultField(attribute)] = `default-${set.problem}`;
    if (!read.ok && read.problem === "empty") {
      // A default replaces a missing claim, so it needs a path to a claim.
      if (hasDefault) fields[pathField(attribute)] = "default-without-path";
      continue;
    }
    const said = Object.hasOwn(rules, attribute) ? rules[attribute] : undefined;
    const fallback = set?.ok ? { default: set.value } : {};
    if (read.ok)
      mappings.push(...read.sources.map(toMapping({ attribute, ...fittingRules(kind.type, said ?? {}), ...fallback })));
    else fields[pathField(attribute)] = `path-${read.problem}`;
  }
  return Object.keys(fields).length > 0 ? { ok: false, fields } : { ok: true, mappings };
}

const toMapping =
  (rest: Omit<ClaimMapping, "path" | "with">) =>
  ([path = [], ...more]: ClaimSource): ClaimMapping => ({ path, ...(more.length > 0 ? { with: more } : {}), ...rest });

/** Replaces the whole mapping. The keys of `fields` in a refusal are fields of the form. */
export async function saveMapping(by: SignedIn, edited: EditedProvider, typed: TypedMapping): Promise<ProviderSaved> {
  const read = await readMapping(typed);
  if (!read.ok) return { kind: "refused", fields: read.fields };
  return changeProvider(by, edited, async (known) => ({ ...known, mappings: read.mappings }));
}
