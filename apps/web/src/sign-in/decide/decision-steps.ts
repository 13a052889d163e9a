import "server-only";
import { randomBytes } from "node:crypto";
import type { Submission } from "@assent/consent/evaluate/decision";
import type { EvaluationOutcome } from "@assent/consent/evaluate/evaluate";
import { receiptNumber } from "@assent/consent/receipt/receipt";
import { cookies } from "next/headers";
import { longestSession } from "@/platform/installation";
import { describeError, log, newReference } from "@/platform/log";
import type { ConsentPrompt } from "../pending/consent-prompt";
import { cookieNames, cookieOptions } from "@/platform/session/cookies";
import { clearPending, type UnfinishedAnswer, pendingKeyHash, writePending } from "../pending/pending-sign-in";
import { type PendingAdminGrant, clearAdminGrant } from "@/platform/session/admin-grant-cookie";
import { endOwnSession } from "../protocol/sign-out";

/** What the consent form sends. Values are not in it, except those that a person typed themselves. */
export interface ConsentSubmission extends Submission {
  /** Of somebody who has an account: "later" puts off what can wait, "close" closes it rather than agree; "language": asks again in `to`. */
  readonly intent: "accept" | "decline" | "later" | "more-time" | "close" | "language";
  readonly to?: string | undefined;
  /** The binding of the text that was on the screen. */
  readonly shown: string;
  /** Which pending sign-in the text was shown for. */
  readonly request: string;
  /** The language in which it was on the screen; one of ours. */
  readonly language: string;
}

/** Where the browser goes next; `not-found` for a form that no page of ours can have sent. */
export type NextPage = { readonly to: string } | "not-ours";

export const requestEnded = { to: "/consent/ended" } as const satisfies NextPage;
export const askAgain = { to: "/consent" } as const satisfies NextPage;

export const pendingKey = (prompt: ConsentPrompt) => ({
  keyHash: pendingKeyHash(prompt.pending.id),
  expiresAt: prompt.expiresAt,
});

export type Provision = EvaluationOutcome & { kind: "provision" };

/** What every stored decision says, whoever made it. */
export const decisionRecord = (prompt: ConsentPrompt, form: ConsentSubmission, outcome: Provision) => ({
  pending: pendingKey(prompt),
  kind: prompt.request.basis,
  language: form.language,
  shownVersions: prompt.request.purposes.map(({ version }) => version.versionId),
  values: outcome.values,
  // Without the offers: they hold refused values, which must not come near a database.
  decisions: outcome.decisions.map(({ item: { versionId, attribute, mandatory }, state, source }) => ({
    item: { versionId, attribute, mandatory },
    state,
    source,
  })),
  notice: prompt.shownText,
  noticeHash: prompt.shownTextHash,
  receiptNumber: receiptNumber(randomBytes(5)),
});

export async function provisioningFailed(
  prompt: ConsentPrompt,
  form: ConsentSubmission,
  error: unknown,
): Promise<NextPage> {
  const reference = newReference();
  log("error", "provisioning-failed", { reference, provider: prompt.provider.slug, ...describeError(error) });
  return showFormAgain(prompt, form, "failed", reference);
}

/** When a session that begins now is over at the latest. */
export const newSessionEnd = async (): Promise<Date> => new Date(Date.now() + (await longestSession()) * 1000);

/** Where a new administrator begins: with the set-up's last step, or with what there is. */
export const firstAdminPage = (right: PendingAdminGrant): string =>
  "setupTokenHash" in right ? "/setup/purpose" : "/admin";

/** The account exists: its session replaces whatever was there, so no session survives from before the consent. */
export async function startSession(
  prompt: ConsentPrompt,
  token: string,
  expires: Date,
  home: string,
): Promise<NextPage> {
  // The account is there; an old session that cannot be ended at this moment ends by itself.
  await endOwnSession().catch((error: unknown) => log("warn", "old-session-not-ended", describeError(error)));
  (await cookies()).set(cookieNames().session, token, { ...cookieOptions(), expires });
  await clearPending();
  await clearAdminGrant();
  return { to: prompt.pending.returnTo === "/" ? home : prompt.pending.returnTo };
}

export async function leaveSignIn(to: string): Promise<NextPage> {
  await clearPending();
  return { to };
}

/** Nothing was stored; the form is shown again with what was submitted, kept in the sealed cookie and nowhere else. */
export async function showFormAgain(
  prompt: ConsentPrompt,
  form: ConsentSubmission,
  reason: UnfinishedAnswer["reason"],
  reference?: string,
): Promise<NextPage> {
  const draft: UnfinishedAnswer = {
    reason,
    granted: form.granted,
    typed: form.typed,
    attempt: (prompt.pending.draft?.attempt ?? 0) + 1,
    ...(reference ? { reference } : {}),
  };
  const until = reason === "more-time" ? undefined : prompt.expiresAt;
  const kept =
    (await writePending({ ...prompt.pending, draft }, until)) ||
    // What was typed does not fit beside what was sent: it is typed again.
    (await writePending({ ...prompt.pending, draft: { ...draft, typed: {} } }, until));
  return kept ? askAgain : leaveSignIn(requestEnded.to);
}
