import "server-only";
import { claimAdministration } from "@assent/database/users/admin-grant";
import { leavePending } from "@assent/database/provisioning/provision";
import { type AgainResult, closeAccount, decideAgain, putOff } from "@assent/database/provisioning/withdraw";
import { database } from "@/platform/database";
import { newSessionToken, sessionTokenHash } from "@/platform/session/session-token";
import { readRight } from "@/platform/session/admin-grant-cookie";
import { signingInOf, type Ask } from "../pending/ask";
import {
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
import { grantedKeys, only } from "../gate/granted-values";
import { endOwnSession } from "../protocol/sign-out";

type Known = NonNullable<Ask["known"]>;

/** Of somebody who has an account: what is new is decided, and the session begins. */
export const saveAgain = (ask: Ask, known: Known, form: ConsentForm, outcome: Provision) =>
  goIn(ask, known, form, (entry) => decideAgain(database(), { ...entry, ...recorded(ask, form, outcome) }));

/** What can wait is put off: nothing is recorded, what was granted is refreshed, and the session begins. */
export const waitWithAnswer = (ask: Ask, known: Known, form: ConsentForm) =>
  goIn(ask, known, form, (entry) => putOff(database(), entry));

async function goIn(
  ask: Ask,
  { userId, standing }: Known,
  form: ConsentForm,
  store: (entry: Parameters<typeof putOff>[1]) => Promise<AgainResult>,
): Promise<Destination> {
  const token = newSessionToken();
  const expiresAt = await newSessionEnd();
  let result: AgainResult;
  try {
    result = await store({
      pending: pendingKey(ask),
      userId,
      signingIn: signingInOf(ask.provider),
      sent: only(ask.pending.values, grantedKeys(standing)),
      session: { tokenHash: sessionTokenHash(token), expiresAt },
    });
  } catch (error) {
    return failed(ask, form, error);
  }
  if (result.ok) {
    const right = await readRight();
    const claimed = right !== null && (await claimAdministration(database(), { userId, right })).ok;
    return enter(ask, token, expiresAt, claimed ? homeOf(right) : "/");
  }
  if (result.code === "purposes-changed") return redraw(ask, form, "changed");
  return leave(result.code === "provider-disabled" ? "/consent/no-account?reason=provider-disabled" : ended.to);
}

/** Nothing changes, nothing is counted, and there is no session. */
export async function leaveAsItWas(ask: Ask): Promise<Destination> {
  return leave((await leavePending(database(), pendingKey(ask))) ? "/consent/left" : ended.to);
}

export async function closeInstead(ask: Ask, userId: string): Promise<Destination> {
  const closed = await closeAccount(database(), { userId, pending: pendingKey(ask) });
  // The page says why not, and what to do; nothing was used up.
  if (!closed.ok && closed.code === "last-administrator") return { to: "/consent/close" };
  await endOwnSession();
  return leave(closed.ok ? "/closed" : ended.to);
}
