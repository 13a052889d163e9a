import type { Catalogue } from "./attribute.ts";
import type { Values } from "./claim-mapping.ts";
import type { PurposeAttribute, PurposeVersion } from "./purpose.ts";

/** "value": a box beside this value. "type-it": a box beside a field. "not-sent": words, no box. */
export type Offer = { kind: "value"; value: string } | { kind: "type-it" } | { kind: "not-sent" };

/** One box at most: one attribute of one purpose version. `id` is `${versionId}.${attribute}`. */
export interface AskedItem {
  id: string;
  purposeId: string;
  versionId: string;
  attribute: string;
  mandatory: boolean;
  offer: Offer;
}

export interface AskedPurpose {
  version: PurposeVersion;
  items: readonly AskedItem[];
}

export interface ConsentRequest {
  purposes: readonly AskedPurpose[];
  /** Attribute keys that are mandatory, were not sent, and may not be typed: no account can come of this sign-in. */
  blockedBy: readonly string[];
}

interface RequestInput {
  /** The live version of each purpose that this provider asks, one each, in any order. */
  purposes: readonly PurposeVersion[];
  values: Values;
  catalogue: Catalogue;
}

/**
 * Live purposes and mapped values → exactly what is asked, sorted by position, then purpose id. A value on no purpose is
 * not in it. An attribute that some purpose needs, that was not sent and may be typed, is "type-it" in every purpose that
 * lists it: it is typed once and each purpose has its own box.
 */
export function consentRequest(input: RequestInput): ConsentRequest {
  const versions = [...input.purposes].sort((a, b) => a.position - b.position || compare(a.purposeId, b.purposeId));
  const needed = versions.flatMap((version) => version.attributes.filter((asked) => asked.mandatory));
  const missing = new Set(needed.map((asked) => asked.key).filter((key) => !isSent(input, key)));
  const typed = new Set([...missing].filter((key) => input.catalogue.get(key)?.selfAssertable === true));
  const offer = (key: string): Offer => {
    if (typed.has(key)) return { kind: "type-it" };
    const value = isSent(input, key) ? input.values[key] : undefined;
    return value === undefined ? { kind: "not-sent" } : { kind: "value", value };
  };
  return {
    purposes: versions.map((version) => ({ version, items: version.attributes.map((a) => item(version, a, offer)) })),
    blockedBy: [...missing].filter((key) => !typed.has(key)),
  };
}

/** Whether the screen a person answered showed exactly the versions that are asked now. Their order does not matter. */
export function sameVersions(shown: readonly string[], request: ConsentRequest): boolean {
  const current = new Set(request.purposes.map((purpose) => purpose.version.versionId));
  return shown.length === current.size && new Set(shown).size === current.size && shown.every((id) => current.has(id));
}

function item(version: PurposeVersion, asked: PurposeAttribute, offer: (key: string) => Offer): AskedItem {
  const { purposeId, versionId } = version;
  const { key, mandatory } = asked;
  return { id: `${versionId}.${key}`, purposeId, versionId, attribute: key, mandatory, offer: offer(key) };
}

function isSent({ values, catalogue }: RequestInput, key: string): boolean {
  return catalogue.has(key) && Object.hasOwn(values, key) && values[key] !== "";
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
