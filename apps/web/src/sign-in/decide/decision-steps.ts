import "server-only";
import { randomBytes } from "node:crypto";
import { receiptNumber } from "@assent/consent/receipt/receipt";
import { leavePending } from "@assent/database/provisioning/provision";
import { findNewSession, type NewSession } from "@assent/database/users/sessions";
import { cookies } from "next/headers";
import { database } from "@/platform/database";
import { env } from "@/platform/env";
import { maxSessionSeconds } from "@/platform/installation";
import { withReturn } from "@/platform/links/return-path";
import { describeError, log, newReference } from "@/platform/log";
import type { AdminGrant } from "@assent/database/users/admin-grant";
import { clearAdminGrant, readAdminGrant } from "@/platform/session/admin-grant-cookie";
import { cookieNames, cookieOptions } from "@/platform/session/cookies";
import { sessionTokenHash } from "@/platform/session/session-token";
import type { ConsentPrompt } from "../pending/consent-prompt";
import {
  clearPending,
  pendingKeyHash,
  type PendingSignIn,
  requestIdOf,
  type UnfinishedAnswer,
  writePending,
} from "../pending/pending-sign-in";
import { endOwnSession } from "../protocol/sign-out";
import type { ConsentSubmission, Provision } from "./decide-form";
import { decisionToken } from "./decision-token";
import { afterFailure, afterLeaving, type Ending, requestEnded, type StoringFailure } from "./endings";

/** A form, and the prompt that it answers. */
export interface Answered {
  readonly prompt: ConsentPrompt;
  readonly form: ConsentSubmission;
}

type PromptKey = Pick<ConsentPrompt, "expiresAt"> & { readonly pending: { readonly id: string } };

/** The text that was decided on, and the language it was in. */
interface DecidedText {
  readonly prompt: PromptKey & Pick<ConsentPrompt, "application" | "request" | "shownText" | "shownTextHash">;
  readonly form: Pick<ConsentSubmission, "language">;
}

/** The one-use key of this pending sign-in, for the transaction that ends it. */
export const pendingKey = ({ pending, expiresAt }: PromptKey) => ({
  keyHash: pendingKeyHash(pending.id),
  expiresAt,
});

/** What every stored decision says, with an account or without one. */
export const decisionRecord = ({ prompt, form }: DecidedText, { values, decisions }: Provision) => ({
  pending: pendingKey(prompt),
  kind: prompt.request.basis,
  applicationId: prompt.application?.id ?? null,
  language: form.language,
  shownVersions: shownVersions(prompt),
  values,
  // Without the offers, because they contain refused values, which must never reach the database.
  decisions: decisions.map(({ item: { versionId, attribute, mandatory }, state, source }) => ({
    item: { versionId, attribute, mandatory },
    state,
    source,
  })),
  notice: prompt.shownText,
  noticeHash: prompt.shownTextHash,
  receiptNumber: receiptNumber(randomBytes(5)),
});

export const shownVersions = ({ request }: Pick<ConsentPrompt, "request">): string[] =>
  request.purposes.map(({ version }) => version.versionId);

/** Carries out an ending. Returns the page that comes next, as a path. */
export async function finish(answered: Answered, ending: Ending): Promise<string> {
  switch (ending.kind) {
    case "leave":
      return leaveSignIn(ending, answered.prompt.pending.returnTo);
    case "stay":
      return withReturn(ending.to, answered.prompt.pending.returnTo);
    case "show-again":
      if (ending.reason === "setup-gone") await clearAdminGrant();
      return showFormAgain(answered, { reason: ending.reason });
  }
}

/** The page that says how it ended, with a link to where the person wanted to go. */
export async function leaveSignIn({ to }: Extract<Ending, { kind: "leave" }>, returnTo: string): Promise<string> {
  await clearPending();
  return withReturn(to, returnTo);
}

/** Ends a sign-in from which nothing is stored or counted. A notice has no refusal. */
export async function leaveOpen(answered: Answered, how: "leave-notice" | "leave-unchanged"): Promise<string> {
  const { prompt } = answered;
  const wasOpen = await leavePending(database(), pendingKey(prompt));
  return finish(answered, afterLeaving(how, { wasOpen, providerSlug: prompt.provider.slug }));
}

/**
 * Shows the form again with what was submitted, which is kept in the sealed cookie and nowhere else. What was typed is
 * dropped if it does not fit together with what the provider sent.
 */
export async function showFormAgain(
  { prompt, form }: Answered,
  { reason, reference }: Pick<UnfinishedAnswer, "reason" | "reference">,
): Promise<string> {
  // Ticks of another sign-in must not appear in this form.
  const { granted, typed } = reason === "another" ? { granted: [], typed: {} } : form;
  const attempt = (prompt.pending.draft?.attempt ?? 0) + 1;
  const draft: UnfinishedAnswer = { reason, granted, typed, attempt, ...(reference ? { reference } : {}) };
  const until = reason === "more-time" ? undefined : prompt.expiresAt;
  const fits =
    (await writePending({ ...prompt.pending, draft }, until)) ||
    (await writePending({ ...prompt.pending, draft: { ...draft, typed: {} } }, until));
  const { returnTo } = prompt.pending;
  return fits ? withReturn("/consent", returnTo) : leaveSignIn(requestEnded, returnTo);
}

type Stored = { readonly ok: true } | { readonly ok: false; readonly code: StoringFailure };

/**
 * Stores a decision together with a new session, and puts the session into the browser. `home` is the page for a
 * person who did not want a particular one. After an unexpected failure the form is shown again, with a reference to
 * the log.
 */
export async function storeAndEnter(
  answered: Answered,
  store: (session: Omit<NewSession, "userId" | "providerId">) => Promise<Stored>,
  home: () => string | Promise<string>,
): Promise<string> {
  const { prompt, form } = answered;
  const token = decisionToken(form, env().secret);
  const expiresAt = new Date(Date.now() + (await maxSessionSeconds()) * 1000);
  let stored: Stored;
  try {
    const authentication = authenticationOf(prompt.pending);
    stored = await store({ tokenHash: sessionTokenHash(token), expiresAt, authentication });
  } catch (error) {
    const reference = newReference();
    log("error", "provisioning-failed", { reference, provider: prompt.provider.slug, ...describeError(error) });
    // If only the answer to COMMIT was lost, it is stored.
    const entered = await enterAgain(prompt.pending, form).catch(() => null);
    return entered ?? showFormAgain(answered, { reason: "failed", reference });
  }
  if (!stored.ok) {
    const entered = stored.code === "already-used" ? await enterAgain(prompt.pending, form) : null;
    return entered ?? finish(answered, afterFailure(stored.code));
  }
  const page = await home();
  await startSession(token, expiresAt);
  return prompt.pending.returnTo === "/" ? page : prompt.pending.returnTo;
}

/**
 * The way in for a form that arrived twice: the browser shows the answer to its second request, and may have dropped
 * the first one with the session in it. Leads into the session that the same answer began a few seconds ago; null if
 * there is none. Errors: DatabaseError.
 */
export async function enterAgain(pending: PendingSignIn, form: ConsentSubmission): Promise<string | null> {
  // The token is of the form alone; the session is for who holds the cookie of its sign-in.
  if (form.request !== requestIdOf(pending.id)) return null;
  const token = decisionToken(form, env().secret);
  const begun = await findNewSession(database().orm, sessionTokenHash(token));
  if (!begun) return null;
  const right = begun.role === "administrator" ? await readAdminGrant() : null;
  await startSession(token, begun.expiresAt);
  if (pending.returnTo !== "/") return pending.returnTo;
  if (right) return firstAdminPage(right);
  return pending.known ? "/" : "/me?welcome=1";
}

/** Whether this browser has the session of this very answer already, and its pending sign-in is gone. */
export async function hasEntered(form: ConsentSubmission): Promise<boolean> {
  const token = (await cookies()).get(cookieNames().session)?.value;
  if (!token || token !== decisionToken(form, env().secret)) return false;
  return (await findNewSession(database().orm, sessionTokenHash(token))) !== null;
}

const authenticationOf = ({ authentication: { at, acr } = { at: null, acr: null } }: PendingSignIn) => ({
  at: at === null ? null : new Date(at * 1000),
  acr,
});

/** The new session replaces the one that this browser had, so that no session from before the decision continues. */
async function startSession(token: string, expires: Date): Promise<void> {
  const jar = await cookies();
  // If it cannot be ended now, it expires later.
  if (jar.get(cookieNames().session)?.value !== token)
    await endOwnSession().catch((error: unknown) => log("warn", "old-session-not-ended", describeError(error)));
  jar.set(cookieNames().session, token, { ...cookieOptions(), expires });
  await clearPending();
  await clearAdminGrant();
}

/** Where a new administrator begins: with the last step of the set-up, or with the administration. */
export const firstAdminPage = (right: AdminGrant): string => ("setupTokenHash" in right ? "/setup/purpose" : "/admin");
