import "server-only";
import { maxValueLength } from "@assent/consent/attribute/attribute";
import { grantAdministrationTo } from "@assent/database/users/admin-grant";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import { refreshValues } from "@assent/database/provisioning/refresh";
import { countUnusable } from "@assent/database/providers/claim-sightings";
import { countScreen } from "@assent/database/providers/provider-days";

import type { Account } from "next-auth";
import { database } from "@/platform/database";
import { homePage } from "@/platform/links/home-page";
import { describeError, log } from "@/platform/log";
import { clearAdminGrant, readAdminGrant } from "@/platform/session/admin-grant-cookie";
import { conditionsHash } from "../pending/consent-prompt";
import { clearPending, newPendingId, type PendingSignIn, writePending } from "../pending/pending-sign-in";
import { grantedKeys, pickValues, signingInOf } from "../pending/sent-values";
import { endAccess, giveAccess } from "../rights/access";
import { signingInTo } from "../signing-in-to";
import { shortId } from "@/ui/table/references";
import { type Arrival, onlyAsked, readArrival } from "./arrival";
import { answerAfter, decideGate, type GateAnswer, type GateFacts } from "./decide-gate";

/**
 * The gate between a provider's answer and a session. It gathers the facts, decides, and carries out the decision.
 * Without an account nothing is stored here: the mapped details are sealed into the person's own browser.
 *
 * `returnTo`: where the person wanted to go, one of our paths. `posted`: see postedUser. Errors: FederationError if the
 * answer does not verify.
 */
export async function gate(
  provider: IdentityProvider,
  account: Account,
  { returnTo, posted }: { readonly returnTo: string; readonly posted: object | null },
): Promise<Passed> {
  const application = await signingInTo(returnTo);
  const { facts, arrival } = await readArrival(provider, account, { application, posted });
  if (arrival.unusable.length > 0)
    await counted(provider, countUnusable(database().orm, provider.id, arrival.unusable));
  const answer = await carryOut(provider, facts, { arrival, returnTo });
  // What another person in this browser left open ends with any answer.
  if (answer.kind === "deny" && arrival.owner !== null) await giveAccess(arrival.owner, arrival.authentication.at);
  else await endAccess();
  return { answer, authentication: arrival.authentication };
}

interface Passed {
  readonly answer: GateAnswer;
  readonly authentication: Arrival["authentication"];
}

async function carryOut(
  provider: IdentityProvider,
  facts: GateFacts,
  { arrival, returnTo }: { readonly arrival: Arrival; readonly returnTo: string },
): Promise<GateAnswer> {
  const decision = decideGate(facts);
  switch (decision.case) {
    case "deny":
      return answerAfter(decision, true, arrival.closed && shortId(arrival.closed));
    case "ask-newcomer": {
      const age = decision.age === null ? {} : { age: { years: decision.age, isSaid: false } };
      const fits = await keepForConsent(provider, arrival, { returnTo, ...age });
      if (fits && decision.isCounted) await counted(provider, countScreen(database().orm, provider.id));
      return answerAfter(decision, fits);
    }
    case "ask-account":
      return answerAfter(decision, await keepForConsent(provider, onlyAsked(arrival), { returnTo, known: true }));
    case "enter": {
      const home = await enter(provider, arrival);
      const answer = answerAfter(decision, home !== null);
      return answer.kind === "allow" && home !== null ? { ...answer, home } : answer;
    }
  }
}

/**
 * Signs the person in without a question: granted values follow the provider. Returns the page that they start on; null if
 * the account is no longer active.
 */
async function enter(provider: IdentityProvider, { values, unusable, account }: Arrival): Promise<string | null> {
  if (account === null) return null;
  const { userId, role, consentState } = account;
  const sent = pickValues(values, grantedKeys(consentState));
  if (!(await refreshValues(database(), { userId, signingIn: signingInOf(provider, unusable), sent }))) return null;
  await clearPending();
  const right = await readAdminGrant();
  if (!right) return homePage(role);
  await grantAdministrationTo(database(), { userId, right });
  await clearAdminGrant();
  // The start page knows whether it made them an administrator.
  return "/";
}

/** Seals what was sent into the browser until the person has decided. False if it does not fit. */
async function keepForConsent(
  provider: IdentityProvider,
  arrival: Arrival,
  options: Pick<PendingSignIn, "returnTo" | "known" | "age">,
): Promise<boolean> {
  const { subject, authentication, values, defaults, unusable } = arrival;
  const { at, acr } = authentication;
  const fits = await writePending({
    id: newPendingId(),
    providerId: provider.id,
    subject,
    values,
    defaults,
    unusable,
    startedAt: Math.floor(Date.now() / 1000),
    authentication: { at: at && Math.floor(at.getTime() / 1000), acr },
    issuer: provider.issuer,
    conditions: conditionsHash(provider),
    ...options,
  });
  const longest = Object.entries(values).sort(([, a], [, b]) => b.length - a.length)[0];
  if (fits || longest === undefined || longest[1].length <= maxValueLength) return fits;
  // Only a list is that long. The person is told that this detail cannot be used, and decides on the others.
  const { [longest[0]]: _, ...rest } = values;
  return keepForConsent(provider, { ...arrival, values: rest, unusable: [...unusable, longest[0]] }, options);
}

/** Counts name no person. If counting fails, the sign-in continues. */
async function counted({ slug }: IdentityProvider, counting: Promise<void>): Promise<void> {
  try {
    await counting;
  } catch (error) {
    log("error", "count-failed", { provider: slug, ...describeError(error) });
  }
}
