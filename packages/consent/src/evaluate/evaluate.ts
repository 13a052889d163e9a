import type { ValueSource } from "../attribute/attribute.ts";
import type { AskedItem, ConsentRequest } from "../request/consent-request.ts";
import type { SubmittedAnswer, ItemDecision, ItemProblem } from "./decision.ts";

export interface AgreedValue {
  attribute: string;
  value: string;
  source: ValueSource;
}

export type EvaluationOutcome =
  | { kind: "provision"; values: readonly AgreedValue[]; decisions: readonly ItemDecision[] }
  | { kind: "refuse" }
  /** Somebody who is known decides nothing, or refuses what an account needs by now: all stays as it was, or is closed. */
  | { kind: "keep" }
  | { kind: "keep-or-close"; required: readonly AskedItem[] }
  | { kind: "ask-again"; problems: readonly ItemProblem[] };

/**
 * Request and answer → an account with exactly the agreed values, none, or the screen again with what is wrong.
 * Trusts nothing but the request: an item without a decision is denied, a decision about something that was not asked is
 * dropped, and what the provider sent is taken from the offer. `decisions` has one entry for each asked item, in the order
 * asked; `values` one for each agreed attribute, by key. Blocked requests are refused whatever the answer says.
 * Of a notice all that was sent of what it lists is stored, and "granted" says so.
 */
export function evaluate(request: ConsentRequest, answer: SubmittedAnswer): EvaluationOutcome {
  const nothing = { kind: request.again ? "keep" : "refuse" } as const;
  if (answer.kind === "decline" || request.blockedBy.length > 0) return nothing;
  // Reading on is an answer to a notice, and never a yes to a question; ticks are none to a notice.
  if ((answer.kind === "acknowledge") !== (request.basis === "notice")) return nothing;
  if (answer.kind === "acknowledge") return told(request);

  const given = new Map(answer.decisions.map((decision) => [decision.item.id, decision]));
  const items = request.purposes.flatMap((purpose) => purpose.items);
  const decisions = items.map((item) => settle(item, given.get(item.id)));

  const named = new Set(answer.problems.map((problem) => problem.item.id));
  const found = decisions.flatMap((decision) => (named.has(decision.item.id) ? [] : problemOf(decision)));
  const problems = [...answer.problems, ...found];
  const refused = problems.filter(({ problem }) => problem === "required-not-agreed");
  // While it can wait nobody has to choose between the account and a yes: the form comes back, and can be put off.
  const isDue = request.again && !request.again.canWaitUntil;
  if (isDue && refused.length > 0 && refused.length === problems.length) {
    return { kind: "keep-or-close", required: refused.map(({ item }) => item) };
  }
  if (problems.length > 0) return { kind: "ask-again", problems };
  return { kind: "provision", values: agreedValues(decisions), decisions };
}

function told({ purposes }: ConsentRequest): EvaluationOutcome {
  const decisions = purposes
    .flatMap(({ items }) => items)
    .map((item): ItemDecision => {
      const { offer } = item;
      if (offer.kind !== "value") return { item, state: "not-sent", value: null, source: null };
      return { item, state: "granted", value: offer.value, source: offer.source ?? "provider" };
    });
  return { kind: "provision", values: agreedValues(decisions), decisions };
}

function settle(item: AskedItem, given: ItemDecision | undefined): ItemDecision {
  const { offer } = item;
  if (offer.kind === "not-sent") return { item, state: "not-sent", value: null, source: null };
  if (given?.state !== "granted") return { item, state: "denied", value: null, source: null };
  if (offer.kind === "value") {
    return { item, state: "granted", value: offer.value, source: offer.source ?? "provider" };
  }
  return { item, state: "granted", value: given.value, source: given.value === null ? null : "self" };
}

function problemOf({ item, state, value }: ItemDecision): ItemProblem[] {
  if (state === "granted") return value === null || value === "" ? [{ item, problem: "value-missing" }] : [];
  if (!item.mandatory) return [];
  return [{ item, problem: state === "denied" ? "required-not-agreed" : "value-missing" }];
}

/** One attribute agreed to for several purposes is one value; it is the same in each, since it was offered or typed once. */
function agreedValues(decisions: readonly ItemDecision[]): AgreedValue[] {
  const values = new Map<string, AgreedValue>();
  for (const { item, value, source } of decisions) {
    if (value !== null && source !== null) values.set(item.attribute, { attribute: item.attribute, value, source });
  }
  return [...values.values()].sort((a, b) => (a.attribute < b.attribute ? -1 : 1));
}
