import type { AccountCondition } from "@assent/consent/evaluate/account-conditions";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import type { UserStatus } from "@assent/database/schema/users";

/** Why a person who signed in at a provider gets no session. Each has its sentences on /consent/no-account. */
export const denyReasons = [
  "jit-off",
  "suspended",
  "closed",
  "provider-disabled",
  // People are asked only once they can read who asks, and how to reach them.
  "no-organisation",
  "too-much-data",
  // A condition of the provider is not met. The second one says which, because the person can do something about it.
  "conditions",
  "email-unverified",
  "too-young",
  // They have an account, and keep their rights at /rights.
  "no-longer-allowed",
] as const;
export type DenyReason = (typeof denyReasons)[number];

export interface GateFacts {
  readonly provider: Pick<IdentityProvider, "enabled" | "jitMode">;
  /** False: the person comes from a tenant that is not allowed at this provider. */
  readonly tenantAllowed: boolean;
  /** The status of the account that has this identity; null if there is none. */
  readonly account: UserStatus | null;
  /** Whether the organisation may ask: `organisationMayAsk`. */
  readonly mayAsk: boolean;
  /** The first condition for a new account that the claims do not meet. */
  readonly unmet: AccountCondition | null;
  /** How old a new person has to say they are; null if they need not be asked. */
  readonly ageToAsk: number | null;
  /** Whether the owner of the account has something to decide or to be told. */
  readonly hasQuestions: boolean;
}

/** `isCounted`: administrators see how many people were shown the screen. */
export type GateDecision =
  /** `years`: of the minimum age that is not met. */
  | { readonly case: "deny"; readonly reason: DenyReason; readonly years?: number }
  /** `age`: how old the person has to say they are before they see the screen. */
  | { readonly case: "ask-newcomer"; readonly isCounted: boolean; readonly age: number | null }
  | { readonly case: "ask-account" }
  | { readonly case: "enter" };

const deny = (reason: DenyReason) => ({ case: "deny", reason }) as const;

/**
 * What happens after a provider has identified a person; the first case that applies. Conditions are for new
 * accounts only, and are looked at before anything is asked.
 */
export function decideGate(facts: GateFacts): GateDecision {
  const { provider, tenantAllowed, account, mayAsk, unmet, ageToAsk, hasQuestions } = facts;
  if (!tenantAllowed) {
    return deny(account === "active" || account === "suspended" ? "no-longer-allowed" : "conditions");
  }
  if (!provider.enabled) return deny("provider-disabled");
  if (account === "suspended" || account === "closed") return deny(account);
  const isOff = provider.jitMode === "off";
  if (account === "active") return hasQuestions && mayAsk && !isOff ? { case: "ask-account" } : { case: "enter" };
  if (isOff) return deny("jit-off");
  if (unmet?.kind === "age") return { ...deny("too-young"), years: unmet.years };
  if (unmet) return deny(unmet.kind === "email-verified" ? "email-unverified" : "conditions");
  if (!mayAsk) return deny("no-organisation");
  return { case: "ask-newcomer", isCounted: provider.jitMode === "ask", age: ageToAsk };
}

export type GateAnswer =
  /** `home`: the page that they start on, if they wanted no other. */
  | { readonly kind: "allow"; readonly home?: string }
  | { readonly kind: "askConsent"; readonly to: "/consent" | "/consent/age" }
  | { readonly kind: "deny"; readonly reason: DenyReason; readonly to: string };

/** The page that says why there is no session. */
export const noAccountPage = (
  reason: DenyReason,
  { reference, years }: { readonly reference?: string; readonly years?: number } = {},
): string => {
  const facts = { ...(reference ? { reference } : {}), ...(years ? { years: String(years) } : {}) };
  return `/consent/no-account?${new URLSearchParams({ reason, ...facts }).toString()}`;
};

const denied = (reason: DenyReason, facts?: Parameters<typeof noAccountPage>[1]): GateAnswer => ({
  kind: "deny",
  reason,
  to: noAccountPage(reason, facts),
});

const asking = (done: boolean, to: "/consent" | "/consent/age"): GateAnswer =>
  done ? { kind: "askConsent", to } : denied("too-much-data");

/**
 * The answer to Auth.js once the decision was carried out. `done` is false if the details do not fit into the browser's
 * cookies, or if the account was suspended or closed in the meantime. `reference`: by which the owner of a closed account can
 * ask about it.
 */
export function answerAfter(decision: GateDecision, done: boolean, reference: string | null = null): GateAnswer {
  switch (decision.case) {
    case "deny":
      return denied(decision.reason, {
        ...(decision.reason === "closed" && reference !== null ? { reference } : {}),
        ...(decision.years ? { years: decision.years } : {}),
      });
    case "ask-newcomer":
      return asking(done, decision.age === null ? "/consent" : "/consent/age");
    case "ask-account":
      return asking(done, "/consent");
    case "enter":
      return done ? { kind: "allow" } : denied("closed");
  }
}
