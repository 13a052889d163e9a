import "server-only";
import { readDecision } from "@assent/consent/evaluate/decision";
import { evaluate } from "@assent/consent/evaluate/evaluate";
import { leavePending, provision, refuse, type ProvisionResult } from "@assent/database/provisioning/provision";
import { database } from "@/platform/database";
import { newSessionToken, sessionTokenHash } from "@/platform/session/session-token";
import { clearRight, readRight } from "@/platform/session/admin-grant-cookie";
import { readAsk, type Ask } from "../pending/ask";
import { closeInstead, leaveAsItWas, saveAgain, waitWithAnswer } from "./existing-account";
import {
  again,
  type ConsentForm,
  type Destination,
  ended,
  enter,
  failed,
  homeOf,
  leave,
  newSessionEnd,
  pendingKey,
  type Provision,
  recorded,
  redraw,
} from "./decision-steps";

export type { ConsentForm } from "./decision-steps";

/**
 * From a submitted decision to a session, or to nothing: named cases in order. What is granted is recomputed here from
 * the sealed sign-in and the purposes of this moment; the form only says yes or no to it.
 */
export async function decide(form: ConsentForm): Promise<Destination> {
  const read = await readAsk(form.language);
  if (read.state === "provider-disabled") return leave("/consent/no-account?reason=provider-disabled");
  if (read.state !== "ask") return leave("/consent/ended");
  const { ask } = read;
  const { known } = ask;

  // From a tab that shows an earlier sign-in, perhaps of somebody else: its ticks must not become this person's.
  if (form.request !== ask.requestId) return redraw(ask, { ...form, granted: [], typed: {} }, "another");
  if (form.intent === "decline") return known ? leaveAsItWas(ask) : decline(ask, form);
  if (form.intent === "more-time") return redraw(ask, form, "more-time");
  if (form.intent === "language") return redraw(ask, form, "language");
  if (form.shown !== ask.noticeHash) return redraw(ask, form, "changed");
  if (form.intent === "later")
    return known && ask.request.again?.canWaitUntil ? waitWithAnswer(ask, known, form) : "not-ours";
  if (form.intent === "close")
    return known && !ask.request.again?.canWaitUntil ? closeInstead(ask, known.userId) : "not-ours";

  if (ask.request.basis === "notice") return goOn(ask, form);
  const decision = readDecision(ask.request, form, ask.attributes);
  if (!decision.ok) return "not-ours";
  const { decisions, problems } = decision;
  const outcome = evaluate(ask.request, { kind: "choices", decisions, problems });
  if (outcome.kind === "provision") {
    return known ? saveAgain(ask, known, form, outcome) : makeAccount(ask, form, outcome);
  }
  if (outcome.kind === "keep-or-close") {
    const kept = await redraw(ask, form, "problems");
    return kept === again ? { to: "/consent/close" } : kept;
  }
  return outcome.kind === "refuse" ? decline(ask, form) : redraw(ask, form, "problems");
}

/** From a notice there is one way on. A form with ticks in it was not drawn from one. */
async function goOn(ask: Ask, form: ConsentForm): Promise<Destination> {
  const { known, request } = ask;
  if (form.intent !== "accept" || form.granted.length > 0) return "not-ours";
  const outcome = evaluate(request, { kind: "acknowledge" });
  if (outcome.kind !== "provision") return known ? leaveAsItWas(ask) : decline(ask, form);
  return known ? saveAgain(ask, known, form, outcome) : makeAccount(ask, form, outcome);
}

async function makeAccount(ask: Ask, form: ConsentForm, outcome: Provision): Promise<Destination> {
  const token = newSessionToken();
  const expiresAt = await newSessionEnd();
  const right = await readRight();
  let result: ProvisionResult;
  try {
    result = await provision(database(), {
      ...recorded(ask, form, outcome),
      providerId: ask.provider.id,
      providerRevision: ask.provider.revision,
      subject: ask.pending.subject,
      session: { tokenHash: sessionTokenHash(token), expiresAt },
      administrator: right,
    });
  } catch (error) {
    return failed(ask, form, error);
  }
  if (result.ok) return enter(ask, token, expiresAt, right ? homeOf(right) : "/me?welcome=1");
  switch (result.code) {
    case "purposes-changed":
      return redraw(ask, form, "changed");
    case "provider-disabled":
      return leave("/consent/no-account?reason=provider-disabled");
    case "link-invalid":
      await clearRight();
      return redraw(ask, form, "setup-gone");
    case "already-used":
    case "expired":
    case "identity-exists":
      return leave("/consent/ended");
  }
}

async function decline(ask: Ask, form: ConsentForm): Promise<Destination> {
  // Whoever was asked nothing refuses nothing: they leave, and it is counted nowhere.
  if (ask.request.basis === "notice") {
    const left = await leavePending(database(), pendingKey(ask));
    return leave(left ? `/consent/declined?told=1&from=${encodeURIComponent(ask.provider.slug)}` : ended.to);
  }
  const refused = await refuse(database(), {
    pending: pendingKey(ask),
    providerId: ask.provider.id,
    language: form.language,
    shownVersions: ask.request.purposes.map(({ version }) => version.versionId),
  });
  // Somebody was faster in another tab: "nothing was stored" might not be true.
  if (!refused.ok) return leave("/consent/ended");
  return leave(`/consent/declined?from=${encodeURIComponent(ask.provider.slug)}`);
}
