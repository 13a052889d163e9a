import "server-only";
import { grantAdministrationTo } from "@assent/database/users/admin-grant";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import { refreshValues } from "@assent/database/provisioning/refresh";
import { countScreen } from "@assent/database/providers/provider-days";

import { cookies } from "next/headers";
import type { Account } from "next-auth";
import { env } from "@/platform/env";
import { database } from "@/platform/database";
import { returnPath } from "@/platform/links/return-path";
import { describeError, log } from "@/platform/log";
import { clearAdminGrant, readAdminGrant } from "@/platform/session/admin-grant-cookie";
import { cookieNames } from "@/platform/session/cookies";
import { conditionsHash } from "../pending/consent-prompt";
import { clearPending, newPendingId, writePending } from "../pending/pending-sign-in";
import { grantedKeys, pickValues, signingInOf } from "../pending/sent-values";
import { signingInTo } from "../signing-in-to";
import { type Arrival, onlyAsked, readArrival } from "./arrival";
import { answerAfter, decideGate, type GateAnswer } from "./decide-gate";

/**
 * The gate between a provider's answer and a session. It gathers the facts, decides, and carries the decision out. Without
 * an account nothing is stored here: the details go, mapped and sealed, into the person's own browser.
 *
 * Errors: FederationError when the answer does not verify.
 */
export async function gate(provider: IdentityProvider, account: Account): Promise<GateAnswer> {
  const returnTo = await wantedPath();
  const { facts, arrival } = await readArrival(provider, account, await signingInTo(returnTo));
  const decision = decideGate(facts);
  switch (decision.case) {
    case "deny":
      return answerAfter(decision, true);
    case "ask-newcomer": {
      const fits = await keepForConsent(provider, arrival, { returnTo });
      if (fits && decision.isCounted) await countShownScreen(provider);
      return answerAfter(decision, fits);
    }
    case "ask-account":
      return answerAfter(decision, await keepForConsent(provider, onlyAsked(arrival), { returnTo, known: true }));
    case "enter":
      return answerAfter(decision, await enter(provider, arrival));
  }
}

/** Where the person wanted to go when the sign-in began: a path of ours. */
async function wantedPath(): Promise<string> {
  const wanted = (await cookies()).get(cookieNames().callbackUrl)?.value.replace(env().origin, "");
  return returnPath(wanted, env().origin);
}

/** Straight in: granted values follow the provider. False when the account is not active any more. */
async function enter(provider: IdentityProvider, { values, account }: Arrival): Promise<boolean> {
  if (account === null) return false;
  const { userId, consentState } = account;
  const sent = pickValues(values, grantedKeys(consentState));
  if (!(await refreshValues(database(), { userId, signingIn: signingInOf(provider), sent }))) return false;
  await clearPending();
  const right = await readAdminGrant();
  if (right) {
    await grantAdministrationTo(database(), { userId, right });
    await clearAdminGrant();
  }
  return true;
}

/** Seals what was sent into the browser until the person has decided. False when it does not fit. */
async function keepForConsent(
  provider: IdentityProvider,
  { subject, values, defaults }: Arrival,
  options: { readonly returnTo: string; readonly known?: true },
): Promise<boolean> {
  return writePending({
    id: newPendingId(),
    providerId: provider.id,
    subject,
    values,
    defaults,
    startedAt: Math.floor(Date.now() / 1000),
    issuer: provider.issuer,
    conditions: conditionsHash(provider),
    ...options,
  });
}

/** Counts the screen for this day, without saying who saw it. A failure to count does not stop the sign-in. */
async function countShownScreen({ id, slug }: IdentityProvider): Promise<void> {
  try {
    await countScreen(database().orm, id);
  } catch (error) {
    log("error", "count-failed", { provider: slug, ...describeError(error) });
  }
}
