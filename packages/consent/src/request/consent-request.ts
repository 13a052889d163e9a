import type { PurposeVersion } from "../purpose/purpose.ts";
import {
  askedItem,
  type ConsentRequest,
  defaultOffer,
  isSent,
  type ItemOffer,
  offerWithout,
  type RequestInput,
} from "./asked.ts";
import { newQuestions } from "./new-questions.ts";

/**
 * Live purposes and mapped values → exactly what is asked, sorted by position, then purpose id. Values of attributes on
 * no purpose are not in it. If some purpose needs an attribute that was not sent and may be typed, it is "type-it" in
 * every purpose that lists it: it is typed once and each purpose has its own box. An attribute that was not sent and
 * has a default is offered as the organisation's. A person with an account is asked only what is new to them. A notice
 * works the same way: its items are what it lists, none is mandatory and none is typed.
 * Throws TypeError for a notice beside another purpose, or with a mandatory attribute.
 */
export function consentRequest(input: RequestInput): ConsentRequest {
  const versions = [...input.purposes].sort((a, b) => a.position - b.position || compare(a.purposeId, b.purposeId));
  const basis = basisOf(versions);
  if (input.known) return { basis, ...newQuestions(versions, input, input.known) };
  const needed = versions.flatMap((version) => version.attributes.filter((asked) => asked.mandatory));
  const missing = new Set(
    needed.map((asked) => asked.key).filter((key) => !isSent(input, key) && !defaultOffer(input, key)),
  );
  const typed = new Set([...missing].filter((key) => input.catalogue.get(key)?.selfAssertable === true));
  const offer = (key: string): ItemOffer => {
    if (typed.has(key)) return offerWithout(input, "type-it", key);
    const value = isSent(input, key) ? input.values[key] : undefined;
    return value === undefined
      ? (defaultOffer(input, key) ?? offerWithout(input, "not-sent", key))
      : { kind: "value", value };
  };
  return {
    basis,
    purposes: versions.map((version) => ({
      version,
      items: version.attributes.map((a) => askedItem(version, a, offer)),
    })),
    blockedBy: [...missing].filter((key) => !typed.has(key)),
  };
}

function basisOf(versions: readonly PurposeVersion[]): ConsentRequest["basis"] {
  const told = versions.filter(({ basis }) => basis.kind === "notice");
  if (told.length > 0 && versions.length > 1) throw new TypeError("A notice cannot be combined with another purpose");
  if (told.some(({ attributes }) => attributes.some(({ mandatory }) => mandatory))) {
    throw new TypeError("A notice cannot have a mandatory attribute");
  }
  return told.length > 0 ? "notice" : "consent";
}

/** Whether the screen that a person answered showed exactly the versions that are asked now, in any order. */
export function sameVersions(shown: readonly string[], request: ConsentRequest): boolean {
  const current = new Set(request.purposes.map((purpose) => purpose.version.versionId));
  return shown.length === current.size && new Set(shown).size === current.size && shown.every((id) => current.has(id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
