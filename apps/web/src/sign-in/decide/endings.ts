import type { ProvisionFailure } from "@assent/database/provisioning/provision";
import type { DecisionResult } from "@assent/database/provisioning/decide-again";
import type { CloseResult } from "@assent/database/provisioning/close-account";
import type { UnfinishedAnswer } from "../pending/pending-sign-in";

/** What happens to a sign-in after a decision was carried out. */
export type Ending =
  /** The pending sign-in has ended, and its details are deleted from the browser. */
  | { readonly kind: "leave"; readonly to: string }
  /** The pending sign-in continues on another page. */
  | { readonly kind: "stay"; readonly to: string }
  | { readonly kind: "show-again"; readonly reason: UnfinishedAnswer["reason"] };

type Leave = Extract<Ending, { kind: "leave" }>;
const leave = (to: string): Leave => ({ kind: "leave", to });

export const requestEnded = leave("/consent/ended");
const providerDisabled = leave("/consent/no-account?reason=provider-disabled");
const noOrganisation = leave("/consent/no-account?reason=no-organisation");
const purposesChanged: Ending = { kind: "show-again", reason: "changed" };

/** Why a decision was not stored → what happens to the sign-in. Nothing was stored, and nothing was used up. */
const afterFailures: Readonly<Record<ProvisionFailure | Exclude<DecisionResult, { ok: true }>["code"], Ending>> = {
  "purposes-changed": purposesChanged,
  "provider-disabled": providerDisabled,
  "no-organisation": noOrganisation,
  "link-invalid": { kind: "show-again", reason: "setup-gone" },
  "already-used": requestEnded,
  expired: requestEnded,
  "identity-exists": requestEnded,
  "not-active": requestEnded,
};
export type StoringFailure = keyof typeof afterFailures;

export const afterFailure = (code: StoringFailure): Ending => afterFailures[code];

/**
 * After leaving without an account, or with the account as it was. `wasOpen` is false if another tab answered first, or
 * if it was too late: "nothing was stored" might then not be true.
 */
export function afterLeaving(
  one: "refuse" | "leave-notice" | "leave-unchanged",
  { wasOpen, providerSlug }: { readonly wasOpen: boolean; readonly providerSlug: string },
): Ending {
  if (!wasOpen) return requestEnded;
  if (one === "leave-unchanged") return leave("/consent/left");
  const told = one === "leave-notice" ? "told=1&" : "";
  return leave(`/consent/declined?${told}from=${encodeURIComponent(providerSlug)}`);
}

export function afterClosing(result: CloseResult): Ending {
  if (result.ok) return leave("/closed");
  // The page says why not, and what to do. Nothing was used up.
  return result.code === "last-administrator" ? { kind: "stay", to: "/consent/close" } : requestEnded;
}

/** Why there is no prompt to answer → how the sign-in ends. */
export const withoutPrompt = (state: "none" | "ended" | "provider-disabled" | "no-organisation"): Leave =>
  state === "none" || state === "ended" ? requestEnded : afterNoPrompt[state];

const afterNoPrompt = { "provider-disabled": providerDisabled, "no-organisation": noOrganisation };
