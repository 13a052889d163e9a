import type { ValueSource } from "../attribute/attribute.ts";
import type { AskedItem, ConsentRequest } from "../request/asked.ts";
import { isNeeded, type SubmittedAnswer, type ItemDecision, type ItemProblem, toldDecision } from "./decision.ts";

export interface AgreedValue {
  attribute: string;
  value: string;
  source: ValueSource;
}

export type EvaluationOutcome =
  | { kind: "provision"; values: readonly AgreedValue[]; decisions: readonly ItemDecision[] }
  | { kind: "refuse" }
  /** For a person with an account: they declined, and everything stays as it was. */
  | { kind: "keep" }
  | { kind: "ask-again"; problems: readonly ItemProblem[] };

/**
 * Request and answer → an account with exactly the agreed values, no account, or the screen again with its problems.
 * Trusts nothing but the request: an item without a decision is denied, a decision about an item that was not asked is
 * dropped, and what the provider sent is taken from the offer. An empty required box brings the form back, also to a
 * person with an account: refusing one thing never closes what they have. An item on another legal basis is told: a person who goes on
 * has it stored if it was sent, whatever they answer, with the state "granted". `decisions` has one entry for each asked item, in the
 * order asked; `values` one for each agreed attribute, by key. A blocked request never leads to an account. For a
 * notice, everything that it lists and that was sent is stored, with the state "granted".
 */
export function evaluate(request: ConsentRequest, answer: SubmittedAnswer): EvaluationOutcome {
  const nothing = { kind: request.again ? "keep" : "refuse" } as const;
  if (answer.kind === "decline" || request.blockedBy.length > 0) return nothing;
  // "I have read this" answers a notice and never a question. Ticked boxes never answer a notice.
  if ((answer.kind === "acknowledge") !== (request.basis === "notice")) return nothing;
  if (answer.kind === "acknowledge") return told(request);

  const given = new Map(answer.decisions.map((decision) => [decision.item.id, decision]));
  const items = request.purposes.flatMap((purpose) => purpose.items);
  const decisions = items.map((item) => settle(item, given.get(item.id)));

  const named = new Set(answer.problems.map((problem) => problem.item.id));
  const found = decisions.flatMap((decision) => (named.has(decision.item.id) ? [] : problemOf(decision)));
  const problems = [...answer.problems, ...found];
  if (problems.length > 0) return { kind: "ask-again", problems };
  return { kind: "provision", values: agreedValues(decisions), decisions };
}

function told({ purposes }: ConsentRequest): EvaluationOutcome {
  const decisions = purposes.flatMap(({ items }) => items).map(toldDecision);
  return { kind: "provision", values: agreedValues(decisions), decisions };
}

function settle(item: AskedItem, given: ItemDecision | undefined): ItemDecision {
  const { offer } = item;
  if (offer.kind === "not-sent") return { item, state: "not-sent", value: null, source: null };
  // It is not asked, so no answer changes it.
  if (item.basis) return toldDecision(item);
  if (given?.state !== "granted") return { item, state: "denied", value: null, source: null };
  if (offer.kind === "value") {
    return { item, state: "granted", value: offer.value, source: offer.source ?? "provider" };
  }
  return { item, state: "granted", value: given.value, source: given.value === null ? null : "self" };
}

function problemOf({ item, state, value }: ItemDecision): ItemProblem[] {
  if (state === "granted") return value === null || value === "" ? [{ item, problem: "value-missing" }] : [];
  if (!isNeeded(item)) return [];
  return [{ item, problem: state === "denied" ? "required-not-agreed" : "value-missing" }];
}

/** One attribute agreed to for several purposes is one value: it was offered or typed once. */
function agreedValues(decisions: readonly ItemDecision[]): AgreedValue[] {
  const values = new Map<string, AgreedValue>();
  for (const { item, value, source } of decisions) {
    if (value !== null && source !== null) values.set(item.attribute, { attribute: item.attribute, value, source });
  }
  return [...values.values()].sort((a, b) => (a.attribute < b.attribute ? -1 : 1));
}
