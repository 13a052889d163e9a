import "server-only";
import { unmetCondition } from "@assent/consent/evaluate/account-conditions";
import type { Catalogue } from "@assent/consent/attribute/attribute";
import { mapClaims, type Values } from "@assent/consent/claims/claim-mapping";
import { consentRequest } from "@assent/consent/request/consent-request";
import { grantAdministrationTo } from "@assent/database/users/admin-grant";
import { catalogue } from "@assent/database/attributes/attributes";
import type { IdentityProvider } from "@assent/database/providers/identity-providers";
import { countScreen } from "@assent/database/providers/provider-days";
import { findIdentity } from "@assent/database/users/people";
import { livePurposes } from "@assent/database/purposes/purposes";
import { readConsentState } from "@assent/database/provisioning/consent-state";
import { refreshValues } from "@assent/database/provisioning/withdraw";
import { cookies } from "next/headers";
import type { Account } from "next-auth";
import { env } from "@/platform/env";
import { database } from "@/platform/database";
import { describeError, log } from "@/platform/log";
import { clearAdminGrant, readAdminGrant } from "@/platform/session/admin-grant-cookie";
import { conditionsHash, signingInOf } from "../pending/consent-prompt";
import { cookieNames } from "@/platform/session/cookies";
import { grantedKeys, pickValues } from "./granted-values";
import { clearPending, newPendingId, writePending } from "../pending/pending-sign-in";
import { returnPath } from "@/platform/links/return-path";
import { conditionsWithTenants } from "../protocol/tenants";
import { verifiedIdentity } from "../protocol/verified-identity";

export type DenyReason =
  | "jit-off"
  | "suspended"
  | "closed"
  | "provider-disabled"
  | "too-much-data"
  /** A condition of the provider's is not fulfilled; the second one says which, because the person can do something. */
  | "conditions"
  | "email-unverified";

export type GateAnswer =
  | { readonly kind: "allow" }
  | { readonly kind: "askConsent"; readonly to: "/consent" }
  | { readonly kind: "deny"; readonly reason: DenyReason; readonly to: string };

const deny = (reason: DenyReason): GateAnswer => ({
  kind: "deny",
  reason,
  to: `/consent/no-account?reason=${reason}`,
});

/**
 * The gate between a provider's answer and a session: named cases, tried in order. Whoever is not known here gets no
 * session and leaves no trace: what the provider said goes, mapped and sealed, into their own browser and nowhere else.
 *
 * Errors: FederationError when the answer does not verify.
 */
export async function gate(provider: IdentityProvider, account: Account): Promise<GateAnswer> {
  const read = await verifiedIdentity(provider, account);
  if (!read) return deny("conditions");
  const { subject, claims } = read;

  if (!provider.enabled) return deny("provider-disabled");
  const identity = await findIdentity(database().orm, provider.id, subject);
  if (identity?.status === "suspended") return deny("suspended");
  if (identity && identity.status !== "active") return deny("closed");
  if (!identity && provider.jitMode === "off") return deny("jit-off");
  // Before anything is asked, and from the claims as they were sent: a mapping says what is stored, not who may come in.
  const unmet = identity ? null : unmetCondition(claims, conditionsWithTenants(provider));
  if (unmet) return deny(unmet.kind === "email-verified" ? "email-unverified" : "conditions");
  const attributes = await catalogue(database().orm);
  const { values, defaults } = mapClaims(claims, provider.mappings, attributes);
  if (!identity) return askConsent(provider, { subject, values, defaults });
  return knownIdentity(provider, identity, { subject, values, defaults }, attributes);
}

/** Who came, and what their provider says of them, mapped. */
interface Arrival {
  readonly subject: string;
  readonly values: Values;
  /** What the organisation sets where they say nothing: offered on the screen, and of no account otherwise. */
  readonly defaults: Values;
}

/** Straight in with what is granted refreshed, or asked or told about what is new before there is a session. */
async function knownIdentity(
  provider: IdentityProvider,
  identity: { userId: string; role: string },
  { subject, values, defaults }: Arrival,
  attributes: Catalogue,
): Promise<GateAnswer> {
  const { orm } = database();
  const [consentState, purposes] = await Promise.all([
    readConsentState(orm, identity.userId),
    provider.jitMode === "off" ? [] : livePurposes(orm, provider.id),
  ]);
  const signingIn = signingInOf(provider);
  const request = consentRequest({
    purposes,
    values,
    defaults,
    catalogue: attributes,
    known: { consentState, signingIn, now: new Date() },
  });
  // Nothing is stored about the demonstration's administrator. Her answer would put the purposes in use before anybody
  // has tried them, so she is let in to change and delete them.
  const isDemonstrator =
    env().demo !== null && identity.role === "administrator" && consentState.lastDecidedAt === null;
  if (request.purposes.length > 0 && !isDemonstrator) {
    const asked = request.purposes.flatMap(({ items }) => items.map(({ attribute }) => attribute));
    const kept = pickValues(values, [...asked, ...grantedKeys(consentState)]);
    return askConsent(provider, { subject, values: kept, defaults: pickValues(defaults, asked) }, { known: true });
  }
  const sent = pickValues(values, grantedKeys(consentState));
  if (!(await refreshValues(database(), { userId: identity.userId, signingIn, sent }))) return deny("closed");
  await clearPending();
  const right = await readAdminGrant();
  if (right) {
    await grantAdministrationTo(database(), { userId: identity.userId, right });
    await clearAdminGrant();
  }
  return { kind: "allow" };
}

async function askConsent(
  provider: IdentityProvider,
  { subject, values, defaults }: Arrival,
  options: { readonly known?: true } = {},
): Promise<GateAnswer> {
  const wanted = (await cookies()).get(cookieNames().callbackUrl)?.value.replace(env().origin, "");
  const fits = await writePending({
    id: newPendingId(),
    providerId: provider.id,
    subject,
    values,
    defaults,
    startedAt: Math.floor(Date.now() / 1000),
    returnTo: returnPath(wanted, env().origin),
    issuer: provider.issuer,
    conditions: conditionsHash(provider),
    ...options,
  });
  if (!fits) return deny("too-much-data");
  if (!options.known && provider.jitMode === "ask") await countShownScreen(provider);
  return { kind: "askConsent", to: "/consent" };
}

/** One more of this day, and nothing about whom: so that it can be told how many leave. Without it people are asked, too. */
async function countShownScreen({ id, slug }: IdentityProvider): Promise<void> {
  try {
    await countScreen(database().orm, id);
  } catch (error) {
    log("error", "count-failed", { provider: slug, ...describeError(error) });
  }
}
