import type { Catalogue } from "@assent/consent/attribute/attribute";
import { readDecision, type Submission } from "@assent/consent/evaluate/decision";
import { evaluate, type EvaluationOutcome } from "@assent/consent/evaluate/evaluate";
import type { ConsentPrompt } from "../pending/consent-prompt";
import type { UnfinishedAnswer } from "../pending/pending-sign-in";

/** What the consent form sends. It has no values except those that the person typed. */
export interface ConsentSubmission extends Submission {
  /**
   * "later" and "close" are for a person with an account: to postpone what can wait, and to close the account rather
   * than agree. "language" asks again in the language `to`.
   */
  readonly intent: "accept" | "decline" | "later" | "more-time" | "close" | "language";
  readonly to?: string | undefined;
  /** The hash of the text that was on the screen. */
  readonly shown: string;
  /** Which pending sign-in the text was shown for. */
  readonly request: string;
  /** The language in which it was on the screen; one of ours. */
  readonly language: string;
}

export type Provision = Extract<EvaluationOutcome, { kind: "provision" }>;
export type ExistingAccount = NonNullable<ConsentPrompt["account"]>;

/** What a form is decided against: its prompt, recomputed at this moment. */
export interface FormFacts extends Pick<ConsentPrompt, "requestId" | "shownTextHash" | "account" | "request"> {
  readonly attributes: Catalogue;
  /** yyyy-mm-dd, in UTC. */
  readonly today: string;
}

/** What a form leads to. */
export type FormDecision =
  /** None of our pages can have sent it. */
  | { readonly case: "not-ours" }
  | {
      readonly case: "show-again";
      readonly reason: Exclude<UnfinishedAnswer["reason"], "failed" | "setup-gone">;
    }
  /** No account is made, and the refusal is counted. */
  | { readonly case: "refuse" }
  /** No account is made. A notice asks nothing, so no refusal is counted. */
  | { readonly case: "leave-notice" }
  /** The account stays as it is. */
  | { readonly case: "leave-unchanged" }
  | { readonly case: "make-account"; readonly outcome: Provision }
  | { readonly case: "save-decision"; readonly account: ExistingAccount; readonly outcome: Provision }
  | { readonly case: "postpone"; readonly account: ExistingAccount }
  | { readonly case: "close-account"; readonly account: ExistingAccount };

const notOurs: FormDecision = { case: "not-ours" };

type ShowAgain = Extract<FormDecision, { case: "show-again" }>;
const showAgain = (reason: ShowAgain["reason"]): FormDecision => ({ case: "show-again", reason });

/**
 * What a submitted form leads to; the first case that applies. The grants are recomputed from the prompt: the form
 * only says yes or no to it, and counts only for the sign-in and the text that it was shown with.
 */
export function decideForm(facts: FormFacts, form: ConsentSubmission): FormDecision {
  const { account, request } = facts;
  const canWait = request.again?.canWaitUntil !== undefined;
  // A tab that shows an earlier sign-in, perhaps of another person: its ticks must not count for this one.
  if (form.request !== facts.requestId) return showAgain("another");
  if (form.intent === "decline") return leaving(facts);
  if (form.intent === "more-time" || form.intent === "language") return showAgain(form.intent);
  if (form.shown !== facts.shownTextHash) return showAgain("changed");
  switch (form.intent) {
    case "later":
      return account && canWait ? { case: "postpone", account } : notOurs;
    case "close":
      return account && !canWait ? { case: "close-account", account } : notOurs;
    case "accept":
      return request.basis === "notice" ? decideNotice(facts, form) : decideChoices(facts, form);
  }
}

/** A notice has no boxes, so a form with ticks was not shown with one. */
function decideNotice(facts: FormFacts, form: ConsentSubmission): FormDecision {
  return form.granted.length > 0 ? notOurs : decideOutcome(facts, evaluate(facts.request, { kind: "acknowledge" }));
}

function decideChoices(facts: FormFacts, form: ConsentSubmission): FormDecision {
  const read = readDecision(facts.request, form, { catalogue: facts.attributes, today: facts.today });
  if (!read.ok) return notOurs;
  const { decisions, problems } = read;
  return decideOutcome(facts, evaluate(facts.request, { kind: "choices", decisions, problems }));
}

function decideOutcome(facts: FormFacts, outcome: EvaluationOutcome): FormDecision {
  const { account } = facts;
  switch (outcome.kind) {
    case "provision":
      return account ? { case: "save-decision", account, outcome } : { case: "make-account", outcome };
    case "ask-again":
      return showAgain("problems");
    case "refuse":
    case "keep":
      return leaving(facts);
  }
}

const leaving = ({ account, request }: FormFacts): FormDecision => {
  if (account) return { case: "leave-unchanged" };
  return { case: request.basis === "notice" ? "leave-notice" : "refuse" };
};
