import "server-only";
import { leavePending } from "@assent/database/provisioning/provision";
import { getLocale } from "next-intl/server";
import { database } from "@/platform/database";
import { withReturn } from "@/platform/links/return-path";
import { leaveSignIn } from "../decide/decision-steps";
import { requestEnded, withoutPrompt } from "../decide/endings";
import { noAccountPage } from "../gate/decide-gate";
import { readPrompt } from "../pending/consent-prompt";
import { pendingKeyHash, requestIdOf, writePending } from "../pending/pending-sign-in";

export interface AgeAnswer {
  readonly isOldEnough: boolean;
  /** Of the pending sign-in that the page showed; another tab may have begun another one. */
  readonly request: string;
}

/**
 * A new person says whether they are old enough. Yes leads on to the consent screen; no ends the sign-in. Neither is
 * stored: the answer waits in the sealed cookie, and the text that the person agrees to says it. Returns the next page.
 */
export async function sayAge({ isOldEnough, request }: AgeAnswer, returnTo: string): Promise<string> {
  const read = await readPrompt(await getLocale());
  if (read.state === "open") return withReturn("/consent", returnTo);
  if (read.state !== "age") return leaveSignIn(withoutPrompt(read.state), returnTo);
  const { pending, years, expiresAt } = read;
  // The page of another sign-in: the person sees this one's question.
  if (request !== requestIdOf(pending.id)) return withReturn("/consent/age", pending.returnTo);
  if (!isOldEnough) {
    const wasOpen = await leavePending(database(), { keyHash: pendingKeyHash(pending.id), expiresAt });
    return leaveSignIn(
      wasOpen ? { kind: "leave", to: noAccountPage("too-young", { years }) } : requestEnded,
      pending.returnTo,
    );
  }
  const kept = await writePending({ ...pending, age: { years, isSaid: true } }, expiresAt);
  return kept ? withReturn("/consent", pending.returnTo) : leaveSignIn(requestEnded, pending.returnTo);
}
