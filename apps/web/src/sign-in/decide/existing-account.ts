import "server-only";
import { grantAdministrationTo } from "@assent/database/users/admin-grant";
import { leavePending } from "@assent/database/provisioning/provision";
import { type DecisionResult, closeAccount, decideAgain, postpone } from "@assent/database/provisioning/withdraw";
import { database } from "@/platform/database";
import { newSessionToken, sessionTokenHash } from "@/platform/session/session-token";
import { readAdminGrant } from "@/platform/session/admin-grant-cookie";
import { signingInOf, type ConsentPrompt } from "../pending/consent-prompt";
import {
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
import { grantedKeys, pickValues } from "../gate/granted-values";
import { endOwnSession } from "../protocol/sign-out";

type ExistingAccount = NonNullable<ConsentPrompt["account"]>;

/** Of somebody who has an account: what is new is decided, and the session begins. */
export const saveDecision = (
  prompt: ConsentPrompt,
  known: ExistingAccount,
  form: ConsentSubmission,
  outcome: Provision,
) =>
  enterWith(prompt, known, form, (entry) =>
    decideAgain(database(), { ...entry, ...decisionRecord(prompt, form, outcome) }),
  );

/** What can wait is put off: nothing is recorded, what was granted is refreshed, and the session begins. */
export const postponeDecision = (prompt: ConsentPrompt, known: ExistingAccount, form: ConsentSubmission) =>
  enterWith(prompt, known, form, (entry) => postpone(database(), entry));

async function enterWith(
  prompt: ConsentPrompt,
  { userId, consentState }: ExistingAccount,
  form: ConsentSubmission,
  store: (entry: Parameters<typeof postpone>[1]) => Promise<DecisionResult>,
): Promise<NextPage> {
  const token = newSessionToken();
  const expiresAt = await newSessionEnd();
  let result: DecisionResult;
  try {
    result = await store({
      pending: pendingKey(prompt),
      userId,
      signingIn: signingInOf(prompt.provider),
      sent: pickValues(prompt.pending.values, grantedKeys(consentState)),
      session: { tokenHash: sessionTokenHash(token), expiresAt },
    });
  } catch (error) {
    return provisioningFailed(prompt, form, error);
  }
  if (result.ok) {
    const right = await readAdminGrant();
    const claimed = right !== null && (await grantAdministrationTo(database(), { userId, right })).ok;
    return startSession(prompt, token, expiresAt, claimed ? firstAdminPage(right) : "/");
  }
  if (result.code === "purposes-changed") return showFormAgain(prompt, form, "changed");
  return leaveSignIn(
    result.code === "provider-disabled" ? "/consent/no-account?reason=provider-disabled" : requestEnded.to,
  );
}

/** Nothing changes, nothing is counted, and there is no session. */
export async function leaveUnchanged(prompt: ConsentPrompt): Promise<NextPage> {
  return leaveSignIn((await leavePending(database(), pendingKey(prompt))) ? "/consent/left" : requestEnded.to);
}

export async function closeAccountInstead(prompt: ConsentPrompt, userId: string): Promise<NextPage> {
  const closed = await closeAccount(database(), { userId, pending: pendingKey(prompt) });
  // The page says why not, and what to do; nothing was used up.
  if (!closed.ok && closed.code === "last-administrator") return { to: "/consent/close" };
  await endOwnSession();
  return leaveSignIn(closed.ok ? "/closed" : requestEnded.to);
}
