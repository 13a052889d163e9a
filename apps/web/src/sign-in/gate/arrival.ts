import "server-only";
import type { Catalogue } from "@assent/consent/attribute/attribute";
import { dayOf } from "@assent/consent/attribute/plausible";
import { ageToAsk } from "@assent/consent/evaluate/account-conditions";
import { mapClaims, type Values } from "@assent/consent/claims/claim-mapping";
import { consentRequest } from "@assent/consent/request/consent-request";
import type { ConsentRequest } from "@assent/consent/request/asked";
import type { Application } from "@assent/database/applications/applications";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import { findIdentity, type KnownIdentity } from "@assent/database/users/people";
import { type AccountConsentState, readConsentState } from "@assent/database/provisioning/consent-state";
import { safeClaims } from "@assent/federation/claims";
import type { Identity } from "@assent/federation/identity";
import type { Account } from "next-auth";
import { administered } from "@/platform/administered";
import { database } from "@/platform/database";
import { purposesToAsk } from "../purposes-to-ask";
import { grantedKeys, pickValues, signingInOf } from "../pending/sent-values";
import { unmetAtProvider } from "../protocol/tenants";
import { verifiedIdentity } from "../protocol/verified-identity";
import type { GateFacts } from "./decide-gate";

/** The person who signed in, with the provider's mapped claims about them. */
export interface Arrival {
  readonly subject: string;
  readonly authentication: Identity["authentication"];
  readonly values: Values;
  /**
   * Defaults of the organisation for what the provider does not send. It is offered on the screen before it is stored.
   */
  readonly defaults: Values;
  /** Attributes for which something unusable was sent. */
  readonly unusable: readonly string[];
  /** Of an active account, with what its owner would be asked. */
  readonly account: ArrivedAccount | null;
  /** The id of the account that this sign-in belongs to, unless it is closed. */
  readonly owner: string | null;
  /** The id of the closed account that this sign-in belonged to; null for any other. */
  readonly closed: string | null;
}

interface ArrivedAccount extends Pick<KnownIdentity, "userId" | "role"> {
  readonly consentState: AccountConsentState;
  readonly request: ConsentRequest;
}

const nobody: Arrival = {
  subject: "",
  authentication: { at: null, acr: null },
  values: {},
  defaults: {},
  unusable: [],
  account: null,
  owner: null,
  closed: null,
};

export interface SignInContext {
  readonly application: Pick<Application, "id"> | null;
  /** What the browser posted beside the answer: see postedUser. */
  readonly posted?: object | null;
}

/**
 * Reads who signed in through a provider, and gathers the facts that the gate decides on. If the person's tenant is not
 * allowed, it only reads whether they have an account. Errors: FederationError if the answer does not verify.
 */
export async function readArrival(
  provider: IdentityProvider,
  signedIn: Account,
  { application, posted = null }: SignInContext,
): Promise<{ readonly facts: GateFacts; readonly arrival: Arrival }> {
  const verified = await verifiedIdentity(provider, signedIn);
  const { orm } = database();
  if (!verified.tenantAllowed) {
    // Conditions decide who gets in. Who has an account keeps their rights: sign-in/rights/access.ts.
    const identity = await findIdentity(orm, provider.id, verified.subject);
    const nothing = { mayAsk: false, unmet: null, ageToAsk: null, hasQuestions: false };
    const facts = { provider, tenantAllowed: false, account: identity?.status ?? null, ...nothing };
    return { facts, arrival: { ...nobody, authentication: verified.authentication, owner: ownerOf(identity) } };
  }
  const { subject, claims, authentication } = verified;
  const [identity, attributes, { mayAsk }] = await Promise.all([
    findIdentity(orm, provider.id, subject),
    administered.catalogue(),
    administered.getController(),
  ]);
  // Not signed, so no condition looks at it; and it never replaces a claim that is.
  const told = posted === null ? claims : safeClaims({ user: posted, ...claims });
  const { values, defaults, unusable } = mapClaims(told, provider.mappings, attributes, dayOf(new Date()));
  const sent = { values, defaults, unusable, catalogue: attributes };
  const account = identity?.status === "active" ? await readAccount(provider, identity, sent, application) : null;
  // Uses the claims as they were sent: a mapping says what is stored, not who may have an account.
  const today = dayOf(new Date());
  return {
    facts: {
      provider,
      tenantAllowed: true,
      account: identity?.status ?? null,
      mayAsk,
      unmet: unmetAtProvider(provider, claims, today),
      ageToAsk: ageToAsk(claims, provider.conditions, today),
      hasQuestions: account !== null && account.request.purposes.length > 0,
    },
    arrival: {
      ...{ subject, authentication, values, defaults, unusable, account },
      owner: ownerOf(identity),
      closed: identity?.status === "closed" ? identity.userId : null,
    },
  };
}

const ownerOf = (identity: KnownIdentity | null): string | null =>
  identity && identity.status !== "closed" ? identity.userId : null;

async function readAccount(
  provider: IdentityProvider,
  { userId, role }: KnownIdentity,
  sent: Pick<Arrival, "values" | "defaults" | "unusable"> & { readonly catalogue: Catalogue },
  application: Pick<Application, "id"> | null,
): Promise<ArrivedAccount> {
  const { orm } = database();
  const [consentState, purposes] = await Promise.all([
    readConsentState(orm, userId),
    purposesToAsk(provider.id, application?.id ?? null),
  ]);
  const known = { consentState, signingIn: signingInOf(provider), now: new Date() };
  return { userId, role, consentState, request: consentRequest({ purposes, ...sent, known }) };
}

/**
 * Keeps only what a question to the owner of an account needs: what is asked, and what was granted before.
 */
export function onlyAsked({ account, ...arrival }: Arrival): Arrival {
  const asked = (account?.request.purposes ?? []).flatMap(({ items }) => items.map(({ attribute }) => attribute));
  const granted = account === null ? [] : grantedKeys(account.consentState);
  const values = pickValues(arrival.values, [...asked, ...granted]);
  return { ...arrival, account, values, defaults: pickValues(arrival.defaults, asked) };
}
