import "server-only";
import { randomBytes } from "node:crypto";
import { readDecision, type Submission } from "@assent/consent/decision";
import { evaluate, type Outcome } from "@assent/consent/evaluate";
import { receiptNumber } from "@assent/consent/receipt";
import { provision, refuse, type ProvisionResult } from "@assent/database/provision";
import { cookies } from "next/headers";
import { database } from "@/server/database";
import { describeError, log, newReference } from "@/server/log";
import { sessionTokenHash } from "./adapter";
import { readAsk, type Ask } from "./ask";
import { newSessionToken, sessionSeconds } from "./auth";
import { cookieNames, cookieOptions } from "./cookies";
import { clearPending, type Draft, pendingKeyHash, writePending } from "./pending-sign-in";
import { clearSetup, readSetup } from "./setup-cookie";
import { endOwnSession } from "./sign-out";

/** What the consent form sends. Values are not in it, except those that a person typed themselves. */
export interface ConsentForm extends Submission {
  readonly intent: "accept" | "decline" | "more-time";
  /** The binding of the text that was on the screen. */
  readonly shown: string;
  /** Which pending sign-in the text was shown for. */
  readonly request: string;
  /** The language in which it was on the screen; one of ours. */
  readonly language: string;
}

/** Where the browser goes next; `not-found` for a form that no page of ours can have sent. */
export type Destination = { readonly to: string } | "not-ours";

const again: Destination = { to: "/consent" };

/**
 * From a submitted decision to a session, or to nothing: named cases in order. What is granted is recomputed here from
 * the sealed sign-in and the purposes of this moment; the form only says yes or no to it.
 */
export async function decide(form: ConsentForm): Promise<Destination> {
  const read = await readAsk(form.language);
  if (read.state === "provider-disabled") return leave("/consent/no-account?reason=provider-disabled");
  if (read.state !== "ask") return leave("/consent/ended");
  const { ask } = read;

  // From a tab that shows an earlier sign-in, perhaps of somebody else: its ticks must not become this person's.
  if (form.request !== ask.requestId) return redraw(ask, { ...form, granted: [], typed: {} }, "another");
  if (form.intent === "decline") return decline(ask, form);
  if (form.intent === "more-time") return redraw(ask, form, "more-time");
  if (form.shown !== ask.noticeHash) return redraw(ask, form, "changed");

  const decision = readDecision(ask.request, form, ask.attributes);
  if (!decision.ok) return "not-ours";
  const { decisions, problems } = decision;
  const outcome = evaluate(ask.request, { kind: "choices", decisions, problems });
  if (outcome.kind === "provision") return makeAccount(ask, form, outcome);
  return outcome.kind === "refuse" ? decline(ask, form) : redraw(ask, form, "problems");
}

async function makeAccount(
  ask: Ask,
  form: ConsentForm,
  outcome: Outcome & { kind: "provision" },
): Promise<Destination> {
  const token = newSessionToken();
  const expiresAt = new Date(Date.now() + sessionSeconds * 1000);
  const setup = await readSetup();
  let result: ProvisionResult;
  try {
    result = await provision(database(), {
      pending: { keyHash: pendingKeyHash(ask.pending.id), expiresAt: ask.expiresAt },
      providerId: ask.provider.id,
      subject: ask.pending.subject,
      language: form.language,
      shownVersions: ask.request.purposes.map(({ version }) => version.versionId),
      values: outcome.values,
      // Without the offers: they hold refused values, which must not come near a database.
      decisions: outcome.decisions.map(({ item: { versionId, attribute, mandatory }, state, source }) => ({
        item: { versionId, attribute, mandatory },
        state,
        source,
      })),
      notice: ask.notice,
      noticeHash: ask.noticeHash,
      receiptNumber: receiptNumber(randomBytes(5)),
      session: { tokenHash: sessionTokenHash(token), expiresAt },
      administrator: setup ? { setupTokenHash: setup.tokenHash } : null,
    });
  } catch (error) {
    const reference = newReference();
    log("error", "provisioning-failed", { reference, provider: ask.provider.slug, ...describeError(error) });
    return redraw(ask, form, "failed", reference);
  }
  if (result.ok) return enter(ask, token, expiresAt, setup ? "/admin" : "/me?welcome=1");
  switch (result.code) {
    case "purposes-changed":
      return redraw(ask, form, "changed");
    case "provider-disabled":
      return leave("/consent/no-account?reason=provider-disabled");
    case "setup-link-invalid":
      await clearSetup();
      return redraw(ask, form, "setup-gone");
    case "already-used":
    case "expired":
    case "identity-exists":
      return leave("/consent/ended");
  }
}

/** The account exists: its session replaces whatever was there, so no session survives from before the consent. */
async function enter(ask: Ask, token: string, expires: Date, home: string): Promise<Destination> {
  // The account is there; an old session that cannot be ended at this moment ends by itself.
  await endOwnSession().catch((error: unknown) => log("warn", "old-session-not-ended", describeError(error)));
  (await cookies()).set(cookieNames().session, token, { ...cookieOptions(), expires });
  await clearPending();
  await clearSetup();
  return { to: ask.pending.returnTo === "/" ? home : ask.pending.returnTo };
}

async function decline(ask: Ask, form: ConsentForm): Promise<Destination> {
  const refused = await refuse(database(), {
    pending: { keyHash: pendingKeyHash(ask.pending.id), expiresAt: ask.expiresAt },
    providerId: ask.provider.id,
    language: form.language,
    shownVersions: ask.request.purposes.map(({ version }) => version.versionId),
  });
  // Somebody was faster in another tab: "nothing was stored" might not be true.
  if (!refused.ok) return leave("/consent/ended");
  return leave(`/consent/declined?from=${encodeURIComponent(ask.provider.slug)}`);
}

async function leave(to: string): Promise<Destination> {
  await clearPending();
  return { to };
}

/** Nothing was stored; the form is shown again with what was submitted, kept in the sealed cookie and nowhere else. */
async function redraw(ask: Ask, form: ConsentForm, reason: Draft["reason"], reference?: string): Promise<Destination> {
  const draft: Draft = {
    reason,
    granted: form.granted,
    typed: form.typed,
    attempt: (ask.pending.draft?.attempt ?? 0) + 1,
    ...(reference ? { reference } : {}),
  };
  const until = reason === "more-time" ? undefined : ask.expiresAt;
  const kept =
    (await writePending({ ...ask.pending, draft }, until)) ||
    // What was typed does not fit beside what was sent: it is typed again.
    (await writePending({ ...ask.pending, draft: { ...draft, typed: {} } }, until));
  return kept ? again : leave("/consent/ended");
}
