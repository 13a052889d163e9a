import "server-only";
import { dayOf } from "@assent/consent/attribute/plausible";
import { withReturn } from "@/platform/links/return-path";
import { readPrompt } from "../pending/consent-prompt";
import { readPending } from "../pending/pending-sign-in";
import { type ConsentSubmission, decideForm } from "./decide-form";
import { type Answered, enterAgain, hasEntered, leaveOpen, leaveSignIn, showFormAgain } from "./decision-steps";
import { withoutPrompt } from "./endings";
import { closeAccountInstead, postponeDecision, saveDecision } from "./existing-account";
import { makeAccount, refuseAccount } from "./new-account";

/**
 * From a submitted form to a session, or to nothing. Returns the path of the next page; null for a form that none of
 * our pages can have sent. `returnTo`: where the person wanted to go, for a sign-in that has ended and no longer says
 * it.
 * Errors: DatabaseError; then nothing was stored, or the same form leads in.
 */
export async function decide(form: ConsentSubmission, returnTo: string): Promise<string | null> {
  const read = await readPrompt(form.language);
  if (read.state === "age") return withReturn("/consent/age", returnTo);
  if (read.state !== "open") {
    // The first answer came with its session before the second was sent.
    if (read.state === "none" && (await hasEntered(form))) return returnTo;
    const kept = read.state === "ended" ? await readPending() : null;
    const entered = kept?.state === "waiting" ? await enterAgain(kept.pending, form) : null;
    return entered ?? leaveSignIn(withoutPrompt(read.state), returnTo);
  }
  const answered: Answered = { prompt: read.prompt, form };
  const decision = decideForm({ ...read.prompt, today: dayOf(new Date()) }, form);
  switch (decision.case) {
    case "not-ours":
      return null;
    case "show-again":
      return showFormAgain(answered, decision);
    case "refuse":
      return refuseAccount(answered);
    case "leave-notice":
    case "leave-unchanged":
      return leaveOpen(answered, decision.case);
    case "make-account":
      return makeAccount(answered, decision.outcome);
    case "save-decision":
      return saveDecision(answered, decision.account, decision.outcome);
    case "postpone":
      return postponeDecision(answered, decision.account);
    case "close-account":
      return closeAccountInstead(answered, decision.account);
  }
}
