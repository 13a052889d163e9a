import type { Catalogue, ValueProblem, ValueSource } from "../attribute/attribute.ts";
import { readPlausible } from "../attribute/plausible.ts";
import type { AskedItem, ConsentRequest } from "../request/asked.ts";

/** What the form sent: ids of ticked boxes, and typed values by attribute key. */
export interface Submission {
  granted: readonly string[];
  typed: Readonly<Record<string, string>>;
}

/**
 * The decision about one item. `value` is set only if it was granted. A refused value must never reach a database, so
 * take the value from here and never from `item.offer`.
 */
export interface ItemDecision {
  item: AskedItem;
  state: "granted" | "denied" | "not-sent";
  value: string | null;
  source: ValueSource | null;
}

export type SubmittedAnswer =
  | { kind: "decline" }
  /** "I have read this": the only answer to a notice that leads to an account. */
  | { kind: "acknowledge" }
  | { kind: "choices"; decisions: readonly ItemDecision[]; problems: readonly ItemProblem[] };

/**
 * "required-not-agreed": its box is empty. "value-missing": there is nothing to store. Otherwise what is wrong with the
 * typed value.
 */
export interface ItemProblem {
  item: AskedItem;
  problem: "required-not-agreed" | "value-missing" | ValueProblem;
}

export type ReadDecision =
  | { ok: true; decisions: readonly ItemDecision[]; problems: readonly ItemProblem[] }
  | { ok: false; code: "unknown-item" };

/**
 * A form → granted, denied or not-sent for each asked item, in the order asked. Items that the form does not name are
 * denied. "unknown-item": a ticked box that was not on the screen, or a typed value for an attribute that was not
 * asked. A typed value is ignored if the provider sent one: the value that was shown is stored. Typing what an account
 * needs is agreeing to it, as its note says, so it needs no box; leaving it empty refuses it. A bad typed value is a
 * problem of each agreed item that needs it. `today`: yyyy-mm-dd, in UTC.
 */
export function readDecision(
  request: ConsentRequest,
  submission: Submission,
  { catalogue, today }: { readonly catalogue: Catalogue; readonly today: string },
): ReadDecision {
  const items = request.purposes.flatMap((purpose) => purpose.items);
  const granted = new Set(submission.granted);
  const asked = items.filter(({ basis }) => !basis);
  const boxes = new Set(asked.filter((item) => item.offer.kind !== "not-sent").map((item) => item.id));
  const attributes = new Set(asked.map((item) => item.attribute));
  const known =
    [...granted].every((id) => boxes.has(id)) && Object.keys(submission.typed).every((key) => attributes.has(key));
  if (!known) return { ok: false, code: "unknown-item" };

  const read = items.map((item) => decide(item, granted.has(item.id), submission, { catalogue, today }));
  return {
    ok: true,
    decisions: read.map(([decision]) => decision),
    problems: read.flatMap(([{ item }, problem]) => (problem === null ? [] : [{ item, problem }])),
  };
}

/** Whether there is no account without it. */
export const isNeeded = ({ mandatory, onlyForEntry }: AskedItem): boolean => mandatory && !onlyForEntry;

/** Whether the provider did not send it, an account needs it, and the person agrees to it by typing it. */
export const isAgreedByTyping = (item: AskedItem): boolean => item.offer.kind === "type-it" && isNeeded(item);

/** An item of which people are told, and not asked: it is kept if it was sent. */
export function toldDecision(item: AskedItem): ItemDecision {
  const { offer } = item;
  if (offer.kind !== "value") return { item, state: "not-sent", value: null, source: null };
  return { item, state: "granted", value: offer.value, source: offer.source ?? "provider" };
}

type Decided = [ItemDecision, ItemProblem["problem"] | null];

function decide(
  item: AskedItem,
  agreed: boolean,
  { typed }: Submission,
  { catalogue, today }: { readonly catalogue: Catalogue; readonly today: string },
): Decided {
  const { offer, attribute } = item;
  if (item.basis) return [toldDecision(item), null];
  const mandatory = isNeeded(item);
  if (offer.kind === "not-sent") {
    return [{ item, state: "not-sent", value: null, source: null }, mandatory ? "value-missing" : null];
  }
  const raw = Object.hasOwn(typed, attribute) ? typed[attribute] : undefined;
  const byTyping = isAgreedByTyping(item);
  if (!agreed && !(byTyping && (raw ?? "").trim() !== "")) {
    const problem = byTyping ? "value-missing" : mandatory ? "required-not-agreed" : null;
    return [{ item, state: "denied", value: null, source: null }, problem];
  }
  if (offer.kind === "value") {
    return [{ item, state: "granted", value: offer.value, source: offer.source ?? "provider" }, null];
  }

  const kind = catalogue.get(attribute);
  const read =
    kind?.selfAssertable === true ? readPlausible(kind, raw, today) : ({ ok: false, problem: "empty" } as const);
  if (read.ok) return [{ item, state: "granted", value: read.value, source: "self" }, null];
  const problem = read.problem === "empty" ? "value-missing" : read.problem;
  return [{ item, state: "granted", value: null, source: null }, problem];
}
