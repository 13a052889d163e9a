import {
  type Attribute,
  readValue,
  type Catalogue,
  type ReadValue,
  type ValueProblem,
} from "../attribute/attribute.ts";
import { applyRules, type ClaimRules } from "./claim-rules.ts";
import { claimAt } from "./claim-path.ts";
import { claimFrom, type ClaimPath, type ClaimSource } from "./claim-sources.ts";
import { readPlausible } from "../attribute/plausible.ts";
import { vouchedFor } from "../attribute/standard-attributes.ts";

/**
 * Where a provider's claims hold one attribute: member names from the outermost to the innermost, or the index of a
 * list entry; with the rules for its value.
 */
export interface ClaimMapping extends ClaimRules {
  path: ClaimPath;
  /** Further claims that are joined to it with a space. */
  with?: readonly ClaimPath[];
  attribute: string;
  /**
   * The organisation's value for people for whom the provider sends nothing. People see that it is the organisation's,
   * and it is stored only if they agree.
   */
  default?: string;
}

/** The source of a mapping. */
export const sourceOf = ({ path, with: more = [] }: Pick<ClaimMapping, "path" | "with">): ClaimSource => [
  path,
  ...more,
];

/** The sources of an attribute, in the order in which they are tried. */
export const sourcesOf = (mappings: readonly ClaimMapping[], attribute: string): readonly ClaimSource[] =>
  mappings.filter((mapping) => mapping.attribute === attribute).map(sourceOf);

/** Attribute key → canonical value. A key may be any word, even "constructor": test with Object.hasOwn. */
export type Values = Readonly<Record<string, string>>;

export interface MappedClaims {
  values: Values;
  /**
   * Defaults of the organisation, for attributes that were not sent. No attribute is both here and in `values` or
   * `invalid`.
   */
  defaults: Values;
  /** What was sent and cannot be used, without the value. "empty" counts as not sent. */
  invalid: { attribute: string; problem: ValueProblem }[];
  /**
   * Attributes for which something unusable was sent, and those that would vouch for them. People are told, and the
   * stored value stays.
   */
  unusable: readonly string[];
}

/**
 * Claims → attribute values. Claims that are not mapped, or mapped to an attribute outside the catalogue, are dropped
 * here. Only own properties are read, so `__proto__` and `constructor` lead nowhere. Several mappings of one attribute
 * are tried in order; the first usable value wins. The result has no prototype. `today`: yyyy-mm-dd, in UTC.
 */
export function mapClaims(
  claims: unknown,
  mappings: readonly ClaimMapping[],
  catalogue: Catalogue,
  today: string,
): MappedClaims {
  const values: Record<string, string> = Object.create(null);
  const problems = new Map<string, ValueProblem>();
  /** Attribute → the mapping that its value came from. */
  const used = new Map<string, ClaimMapping>();
  for (const mapping of mappings) {
    const { path: _path, with: _with, attribute, default: _default, ...rules } = mapping;
    const kind = catalogue.get(attribute);
    const raw = kind === undefined ? undefined : claimFrom(claims, sourceOf(mapping));
    if (kind === undefined || raw === undefined || Object.hasOwn(values, attribute)) continue;
    const read = readPlausible(kind, applyRules(raw, kind.type, rules), today);
    if (read.ok) {
      values[attribute] = read.value;
      used.set(attribute, mapping);
    } else if (!isSaid(problems.get(attribute))) problems.set(attribute, read.problem);
  }
  dropUnfoundedVouching(values, claims, { mappings, used }, catalogue);
  const invalid = [...problems].map(([attribute, problem]) => ({ attribute, problem }));
  const isUnusable = (key: string) => isSaid(problems.get(key)) && !Object.hasOwn(values, key);
  const vouching = vouchedFor.flatMap(([flag, about]) => (isUnusable(about) ? [flag] : []));
  return {
    values,
    unusable: [...new Set([...problems.keys()].filter(isUnusable).concat(vouching))],
    defaults: defaultsOf(mappings, catalogue, today, (key) => Object.hasOwn(values, key) || isSaid(problems.get(key))),
    invalid: invalid.filter(({ attribute }) => !Object.hasOwn(values, attribute)),
  };
}

/** An unusable value may contradict the default, so the default is not used. Only "empty" counts as not sent. */
const isSaid = (problem: ValueProblem | undefined) => problem !== undefined && problem !== "empty";

function defaultsOf(
  mappings: readonly ClaimMapping[],
  catalogue: Catalogue,
  today: string,
  isSent: (attribute: string) => boolean,
): Values {
  const defaults: Record<string, string> = Object.create(null);
  for (const { attribute, default: set } of mappings) {
    const kind = catalogue.get(attribute);
    if (!kind || set === undefined || isSent(attribute) || Object.hasOwn(defaults, attribute)) continue;
    const read = readDefault(kind, set, today);
    if (read.ok) defaults[attribute] = read.value;
  }
  return defaults;
}

/**
 * Reads a default that an administrator sets, like a provider's value. "vouches": whether an address was verified
 * cannot be the same for everyone, so it has no default. `today`: yyyy-mm-dd, in UTC.
 */
export function readDefault(
  attribute: Attribute,
  typed: string,
  today: string,
): ReadValue | { ok: false; problem: "vouches" } {
  const read = readPlausible(attribute, typed, today);
  const isEmpty = !read.ok && read.problem === "empty";
  return !isEmpty && vouchedFor.some(([flag]) => flag === attribute.key) ? { ok: false, problem: "vouches" } : read;
}

/**
 * "Verified" is about the address that came with it. Without that address it would end up beside one that the person
 * types, and vouch for what no one has checked. `email_verified` is about the claim `email` beside it, whichever claim
 * is mapped to the email address (OpenID Connect Core 1.0, section 5.1). If an administrator maps a claim
 * with another name, it is about the address in the same place of the order in which claims are tried.
 */
function dropUnfoundedVouching(
  values: Record<string, string>,
  claims: unknown,
  { mappings, used }: { readonly mappings: readonly ClaimMapping[]; readonly used: ReadonlyMap<string, ClaimMapping> },
  catalogue: Catalogue,
): void {
  const placeOf = (attribute: string) =>
    mappings.filter((mapping) => mapping.attribute === attribute).findIndex((one) => one === used.get(attribute));
  for (const [flag, about] of vouchedFor) {
    const flagPath = used.get(flag)?.path ?? [];
    const kind = catalogue.get(about);
    const meant = claimAt(claims, [...flagPath.slice(0, -1), about]);
    const read =
      kind && flagPath.at(-1) === flag
        ? readValue(kind.type, applyRules(meant, kind.type, used.get(about) ?? {}))
        : null;
    const isFounded = read === null ? placeOf(flag) === placeOf(about) : read.ok && read.value === values[about];
    if (!Object.hasOwn(values, about) || !isFounded) delete values[flag];
  }
}
