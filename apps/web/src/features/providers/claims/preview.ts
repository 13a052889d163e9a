import "server-only";
import { dayOf } from "@assent/consent/attribute/plausible";
import type { ClaimMapping } from "@assent/consent/claims/claim-mapping";
import { writeClaimPath } from "@assent/consent/claims/claim-path";
import { writeClaimSources } from "@assent/consent/claims/claim-sources";
import { previewMapping } from "@assent/consent/claims/mapping-preview";
import { catalogue } from "@assent/database/attributes/attributes";
import { safeClaims } from "@assent/federation/claims";
import { FederationError } from "@assent/federation/federation-error";
import { getLocale } from "next-intl/server";
import { database } from "@/platform/database";
import { type TypedMapping, readMapping } from "./mutations";

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
 * What a mapping, saved or not, makes of sample claims. Nothing is stored or logged. Errors by field:
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

/** A preview with the labels of the catalogue. */
export async function shownPreview(claims: object, mappings: readonly ClaimMapping[]): Promise<ShownPreview> {
  const attributes = await catalogue(database().orm, await getLocale());
  const { results, dropped } = previewMapping(claims, mappings, attributes, dayOf(new Date()));
  return {
    lines: results.map(({ attribute, sources, result }) => ({
      path: writeClaimSources(sources),
      label: attributes.get(attribute)?.label ?? attribute,
      result: result.kind === "invalid" ? result.problem : result.kind,
      value: result.kind === "mapped" || result.kind === "default" ? result.value : null,
    })),
    dropped: dropped.map(writeClaimPath),
  };
}

/** Reads claims as from a provider: an object, without names that reach a prototype. */
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
