import "server-only";
import { type ClaimMapping, readDefault } from "@assent/consent/claims/claim-mapping";
import { readClaimPath, writeClaimPath } from "@assent/consent/claims/claim-path";
import { type ClaimRules, fittingRules } from "@assent/consent/claims/claim-rules";
import { previewMapping } from "@assent/consent/claims/mapping-preview";
import { catalogue } from "@assent/database/attributes/attributes";
import { safeClaims } from "@assent/federation/claims";
import { FederationError } from "@assent/federation/federation-error";
import { getLocale } from "next-intl/server";
import type { SignedIn } from "@/platform/access";
import { database } from "@/platform/database";
import { changeProvider, type EditedProvider, type ProviderSaved } from "./mutations";

// Everything here is called by guarded actions only: `by` has been found to be an administrator.

export interface TypedMapping {
  /** As they were typed, by key of the attribute; "" for what is not mapped. */
  readonly paths: Readonly<Record<string, string>>;
  /** By key of the attribute, of those that have any. */
  readonly rules: Readonly<Record<string, ClaimRules>>;
  /** As they were typed, by key of the attribute; "" where there is none. */
  readonly defaults: Readonly<Record<string, string>>;
}

type ReadMapping =
  | { readonly ok: true; readonly mappings: readonly ClaimMapping[] }
  | { readonly ok: false; readonly fields: Readonly<Record<string, string>> };

/** Attributes that are not in the catalogue any more are left out; they could be neither asked nor stored. */
async function readMapping({ paths, rules, defaults }: TypedMapping): Promise<ReadMapping> {
  const known = await catalogue(database().orm);
  const fields: Record<string, string> = {};
  const mappings: ClaimMapping[] = [];
  for (const [attribute, typed] of Object.entries(paths)) {
    const read = readClaimPath(typed);
    const kind = known.get(attribute);
    if (!kind) continue;
    const set = Object.hasOwn(defaults, attribute) ? readDefault(kind, defaults[attribute] ?? "") : null;
    const hasDefault = set !== null && (set.ok || set.problem !== "empty");
    if (set && hasDefault && !set.ok) fields[`default.${attribute}`] = `default-${set.problem}`;
    if (!read.ok && read.problem === "empty") {
      // A default stands in for a claim: without one there is nothing that could be missing.
      if (hasDefault) fields[attribute] = "default-without-path";
      continue;
    }
    const said = Object.hasOwn(rules, attribute) ? rules[attribute] : undefined;
    const fallback = set?.ok ? { default: set.value } : {};
    if (read.ok) mappings.push({ path: read.path, attribute, ...fittingRules(kind.type, said ?? {}), ...fallback });
    else fields[attribute] = `path-${read.problem}`;
  }
  return Object.keys(fields).length > 0 ? { ok: false, fields } : { ok: true, mappings };
}

/** The whole mapping at once: what is not in it is not mapped any more. Fields of what is refused are attributes. */
export async function saveMapping(by: SignedIn, edited: EditedProvider, typed: TypedMapping): Promise<ProviderSaved> {
  const read = await readMapping(typed);
  if (!read.ok) return { kind: "refused", fields: read.fields };
  return changeProvider(by, edited, async (known) => ({ ...known, mappings: read.mappings }));
}

export interface MappedLine {
  readonly path: string;
  readonly label: string;
  /** "mapped", or why not: a kind of MappedResult, or the problem of an invalid value. */
  readonly result: string;
  readonly value: string | null;
}

export interface ShownPreview {
  readonly lines: readonly MappedLine[];
  readonly dropped: readonly string[];
}

export type PreviewRead =
  | { readonly ok: true; readonly preview: ShownPreview }
  | { readonly ok: false; readonly fields: Readonly<Record<string, string>> };

/**
 * What a mapping, saved or not, makes of sample claims. Nothing is stored and nothing is logged. Errors by field:
 * "sample-malformed", "sample-too-deep", and those of the paths.
 */
export async function previewSample(typed: TypedMapping, sample: string): Promise<PreviewRead> {
  const read = await readMapping(typed);
  const claims = readSample(sample);
  if (!read.ok || typeof claims === "string") {
    return {
      ok: false,
      fields: { ...(read.ok ? {} : read.fields), ...(typeof claims === "string" ? { sample: claims } : {}) },
    };
  }
  return { ok: true, preview: await shownPreview(claims, read.mappings) };
}

/** A preview with the words of the catalogue. */
export async function shownPreview(claims: object, mappings: readonly ClaimMapping[]): Promise<ShownPreview> {
  const attributes = await catalogue(database().orm, await getLocale());
  const { results, dropped } = previewMapping(claims, mappings, attributes);
  return {
    lines: results.map(({ mapping, result }) => ({
      path: writeClaimPath(mapping.path),
      label: attributes.get(mapping.attribute)?.label ?? mapping.attribute,
      result: result.kind === "invalid" ? result.problem : result.kind,
      value: result.kind === "mapped" || result.kind === "default" ? result.value : null,
    })),
    dropped: dropped.map(writeClaimPath),
  };
}

/** Claims as a provider's would be read: an object, free of names that reach a prototype. */
function readSample(sample: string): object | string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(sample);
  } catch {
    return "sample-malformed";
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return "sample-malformed";
  try {
    return safeClaims(parsed);
  } catch (error) {
    if (error instanceof FederationError) return "sample-too-deep";
    throw error;
  }
}
