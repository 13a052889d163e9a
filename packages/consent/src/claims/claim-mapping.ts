import {
  type Attribute,
  readValue,
  type Catalogue,
  type ReadValue,
  type ValueProblem,
} from "../attribute/attribute.ts";
import { applyRules, type ClaimRules } from "./claim-rules.ts";
import { vouchedFor } from "../attribute/standard-attributes.ts";

/** Where one attribute stands in a provider's claims: names from the outside in, or an index for a list; and its rules. */
export interface ClaimMapping extends ClaimRules {
  path: readonly string[];
  attribute: string;
  /** What the organisation sets where nothing is sent. It is offered to the person as that, and never stored unasked. */
  default?: string;
}

/** Attribute key → canonical value. Own properties only; test with Object.hasOwn, for a key may be any word. */
export type Values = Readonly<Record<string, string>>;

export interface MappedClaims {
  values: Values;
  /** What the organisation sets, of attributes of which nothing was sent. Never of one that is in `values` or `invalid`. */
  defaults: Values;
  /** What was sent and cannot be used, without the value. "empty" is the same as not sent. */
  invalid: { attribute: string; problem: ValueProblem }[];
}

/**
 * Claims → attribute values. Everything that is not mapped, or mapped to something outside the catalogue, is dropped here.
 * Reads own properties only, so neither `__proto__` nor `constructor` leads anywhere. Several mappings of one attribute
 * are tried in order; the first usable value wins. The result has no prototype.
 */
export function mapClaims(claims: unknown, mappings: readonly ClaimMapping[], catalogue: Catalogue): MappedClaims {
  const values: Record<string, string> = Object.create(null);
  const problems = new Map<string, ValueProblem>();
  for (const { path, attribute, default: _, ...rules } of mappings) {
    const kind = catalogue.get(attribute);
    const raw = kind === undefined ? undefined : claimAt(claims, path);
    if (kind === undefined || raw === undefined || Object.hasOwn(values, attribute)) continue;
    const read = readValue(kind.type, applyRules(raw, kind.type, rules));
    if (read.ok) values[attribute] = read.value;
    else if (!problems.has(attribute)) problems.set(attribute, read.problem);
  }
  dropUnfoundedVouching(values);
  const invalid = [...problems].map(([attribute, problem]) => ({ attribute, problem }));
  return {
    values,
    defaults: defaultsOf(mappings, catalogue, (key) => Object.hasOwn(values, key) || isSaid(problems.get(key))),
    invalid: invalid.filter(({ attribute }) => !Object.hasOwn(values, attribute)),
  };
}

/** What is sent and cannot be used says something else than the default would: only "empty" is the same as not sent. */
const isSaid = (problem: ValueProblem | undefined) => problem !== undefined && problem !== "empty";

function defaultsOf(
  mappings: readonly ClaimMapping[],
  catalogue: Catalogue,
  isSent: (attribute: string) => boolean,
): Values {
  const defaults: Record<string, string> = Object.create(null);
  for (const { attribute, default: set } of mappings) {
    const kind = catalogue.get(attribute);
    if (!kind || set === undefined || isSent(attribute) || Object.hasOwn(defaults, attribute)) continue;
    const read = readDefault(kind, set);
    if (read.ok) defaults[attribute] = read.value;
  }
  return defaults;
}

/**
 * What an administrator sets as a default, read like a provider's value. "vouches": that an address was verified is said by
 * who verified it, and cannot be true of everybody.
 */
export function readDefault({ key, type }: Attribute, typed: string): ReadValue | { ok: false; problem: "vouches" } {
  const read = readValue(type, typed);
  const isEmpty = !read.ok && read.problem === "empty";
  return !isEmpty && vouchedFor.some(([flag]) => flag === key) ? { ok: false, problem: "vouches" } : read;
}

/** What stands at this path, or undefined. Own properties only. */
export function claimAt(claims: unknown, path: readonly string[]): unknown {
  if (path.length === 0) return undefined;
  let at = claims;
  for (const name of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, name)) return undefined;
    // A list's length is an own property too, and no claim.
    if (Array.isArray(at) && !/^\d+$/.test(name)) return undefined;
    at = (at as Record<string, unknown>)[name];
  }
  return at;
}

/**
 * "Verified" speaks of the address that was sent with it. Without that address it would come to stand beside one that
 * the person types, and say of it what nobody checked.
 */
function dropUnfoundedVouching(values: Record<string, string>): void {
  for (const [flag, about] of vouchedFor) {
    if (!Object.hasOwn(values, about)) delete values[flag];
  }
}
