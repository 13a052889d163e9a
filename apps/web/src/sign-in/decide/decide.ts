import "server-only";
import { readDecision } from "@assent/consent/evaluate/decision";
import { evaluate } from "@assent/consent/evaluate/evaluate";
import { leavePending, provision, refuse, type ProvisionResult } from "@assent/database/provisioning/provision";
import { database } from "@/platform/database";
import { newSessionToken, sessionTokenHash } from "@/platform/session/session-token";
import { clearAdminGrant, readAdminGrant } from "@/platform/session/admin-grant-cookie";
import { readPrompt, type ConsentPrompt } from "../pending/consent-prompt";
import { closeAccountInstead, leaveUnchanged, saveDecision, postponeDecision } from "./existing-account";
import {
  askAgain,
  type ConsentSubmission,
  type NextPage,
  requestEnded,
  startSession,
  provisioningFailed,
  firstAdminPage,
  leaveSignIn,
  newSessionEnd,
  pendingKey,
  type Provision,
  decisionRecord,
  showFormAgain,
} from "./decision-steps";

export type { ConsentSubmission } from "./decision-steps";

/**
 * From a submitted decision to a session, or to nothing: named cases in order. What is granted is recomputed here from
 * the sealed sign-in and the purposes of this moment; the form only says yes or no to it.
 */
export async function decide(form: ConsentSubmission): Promise<NextPage> {
  const read = await readPrompt(form.language);
  if (read.state === "provider-disabled") return leaveSignIn("/consent/no-account?reason=provider-disabled");
  if (read.state !== "open") return leaveSignIn("/consent/ended");
  const { prompt } = read;
  const { account } = prompt;

  // From a tab that shows an earlier sign-in, perhaps of somebody else: its ticks must not become this person's.
  if (form.request !== prompt.requestId) return showFormAgain(prompt, { ...form, granted: [], typed: {} }, "another");
  if (form.intent === "decline") return account ? leaveUnchanged(prompt) : decline(prompt, form);
  if (form.intent === "more-time") return showFormAgain(prompt, form, "more-time");
  if (form.intent === "language") return showFormAgain(prompt, form, "language");
  if (form.shown !== prompt.shownTextHash) return showFormAgain(prompt, form, "changed");
  if (form.intent === "later")
    return account && prompt.request.again?.canWaitUntil ? postponeDecision(prompt, account, form) : "not-ours";
  if (form.intent === "close")
    return account && !prompt.request.again?.canWaitUntil ? closeAccountInstead(prompt, account.userId) : "not-ours";

  if (prompt.request.basis === "notice") return acknowledgeNotice(prompt, form);
  const decision = readDecision(prompt.request, form, prompt.attributes);
  if (!decision.ok) return "not-ours";
  const { decisions, problems } = decision;
  const outcome = evaluate(prompt.request, { kind: "choices", decisions, problems });
  if (outcome.kind === "provision") {
    return account ? saveDecision(prompt, account, form, outcome) : makeAccount(prompt, form, outcome);
  }
  if (outcome.kind === "keep-or-close") {
    const kept = await showFormAgain(prompt, form, "problems");
    return kept === askAgain ? { to: "/consent/close" } : kept;
  }
  return outcome.kind === "refuse" ? decline(prompt, form) : showFormAgain(prompt, form, "problems");
}

/** From a notice there is one way on. A form with ticks in it was not drawn from one. */
async function acknowledgeNotice(prompt: ConsentPrompt, form: ConsentSubmission): Promise<NextPage> {
  const { account, request } = prompt;
  if (form.intent !== "accept" || form.granted.length > 0) return "not-ours";
  const outcome = evaluate(request, { kind: "acknowledge" });
  if (outcome.kind !== "provision") return account ? leaveUnchanged(prompt) : decline(prompt, form);
  return account ? saveDecision(prompt, account, form, outcome) : makeAccount(prompt, form, outcome);
}

async function makeAccount(prompt: ConsentPrompt, form: ConsentSubmission, outcome: Provision): Promise<NextPage> {
  const token = newSessionToken();
  const expiresAt = await newSessionEnd();
  const right = await readAdminGrant();
  let result: ProvisionResult;
  try {
    result = await provision(database(), {
      ...decisionRecord(prompt, form, outcome),
      providerId: prompt.provider.id,
      providerRevision: prompt.provider.revision,
      subject: prompt.pending.subject,
      session: { tokenHash: sessionTokenHash(token), expiresAt },
      administrator: right,
    });
  } catch (error) {
    return provisioningFailed(prompt, form, error);
  }
  if (result.ok) return startSession(prompt, token, expiresAt, right ? firstAdminPage(right) : "/me?welcome=1");
  switch (result.code) {
    case "purposes-changed":
      return showFormAgain(prompt, form, "changed");
    case "provider-disabled":
      return leaveSignIn("/consent/no-account?reason=provider-disabled");
    case "link-invalid":
      await clearAdminGrant();
      return showFormAgain(prompt, form, "setup-gone");
    case "already-used":
    case "expired":
    case "identity-exists":
      return leaveSignIn("/consent/ended");
  }
}

async function decline(prompt: ConsentPrompt, form: ConsentSubmission): Promise<NextPage> {
  // Whoever was asked nothing refuses nothing: they leave, and it is counted nowhere.
  if (prompt.request.basis === "notice") {
    const left = await leavePending(database(), pendingKey(prompt));
    return leaveSignIn(
      left ? `/consent/declined?told=1&from=${encodeURIComponent(prompt.provider.slug)}` : requestEnded.to,
    );
  }
  const refused = await refuse(database(), {
    pending: pendingKey(prompt),
    providerId: prompt.provider.id,
    language: form.language,
    shownVersions: prompt.request.purposes.map(({ version }) => version.versionId),
  });
  // Somebody was faster in another tab: "nothing was stored" might not be true.
  if (!refused.ok) return leaveSignIn("/consent/ended");
  return leaveSignIn(`/consent/declined?from=${encodeURIComponent(prompt.provider.slug)}`);
}
