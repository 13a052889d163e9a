import "server-only";
import { createHash } from "node:crypto";
import { consentRequest } from "@assent/consent/request/consent-request";
import type { ConsentRequest } from "@assent/consent/request/asked";
import type { ShownText } from "@assent/consent/receipt/receipt";
import type { CatalogueEntry } from "@assent/database/attributes/attributes";
import type { Application } from "@assent/database/applications/applications";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import { isKeyUsed } from "@assent/database/provisioning/one-use-keys";
import { findIdentity } from "@assent/database/users/people";
import { type AccountConsentState, readConsentState } from "@assent/database/provisioning/consent-state";
import { cache } from "react";
import { administered } from "@/platform/administered";
import { database } from "@/platform/database";
import { currentOrganisation } from "@/platform/organisation";
import { composeShownText, shownTextHash } from "../shown-text/shown-text";
import { purposesToAsk } from "../purposes-to-ask";
import type { MarkedApplication } from "../application-mark";
import { signingInTo } from "../signing-in-to";
import { signingInOf } from "./sent-values";
import { pendingKeyHash, readPending, requestIdOf, type PendingSignIn } from "./pending-sign-in";

/** One question to one person, recomputed from the database and the sealed cookie. */
export interface ConsentPrompt {
  readonly pending: PendingSignIn;
  readonly expiresAt: Date;
  readonly provider: IdentityProvider;
  /** The application that the person signs in to; null for Assent itself. */
  readonly application: Application | null;
  readonly request: ConsentRequest;
  /** Set for a person with an account who is asked about something new. */
  readonly account: { readonly userId: string; readonly consentState: AccountConsentState } | null;
  readonly attributes: ReadonlyMap<string, CatalogueEntry>;
  readonly shownText: ShownText;
  /** SHA-256 of the shown text, which the receipt keeps. A form must name it to answer this text. */
  readonly shownTextHash: string;
  /**
   * Identifies the pending sign-in without revealing its id. A form must name it too: otherwise the values of a second
   * sign-in, in another tab, could be stored with the answer to the first.
   */
  readonly requestId: string;
}

/** The data of the consent screen, for a pending sign-in or for the preview beside the purpose editor. */
export interface ShownPrompt extends Pick<
  ConsentPrompt,
  "request" | "attributes" | "shownText" | "shownTextHash" | "requestId" | "expiresAt"
> {
  readonly pending: Pick<PendingSignIn, "draft" | "startedAt" | "returnTo">;
  readonly provider: Pick<IdentityProvider, "name" | "slug" | "logoLetters" | "logoHash" | "accountUrl">;
  /** What the person signs in to; null for Assent itself. */
  readonly application: MarkedApplication | null;
  /** Not null for a person with an account. */
  readonly account: object | null;
}

export type PromptRead =
  | { readonly state: "none" | "ended" | "provider-disabled" | "no-organisation" }
  /** The person has to say first that they are old enough. */
  | { readonly state: "age"; readonly years: number; readonly pending: PendingSignIn; readonly expiresAt: Date }
  | { readonly state: "open"; readonly prompt: ConsentPrompt };

/** Identifies a provider's conditions for a new account, to detect a change. */
export const conditionsHash = ({ conditions }: IdentityProvider): string =>
  createHash("sha256")
    .update(`conditions:${JSON.stringify(conditions)}`)
    .digest("hex");

/**
 * The question that the pending sign-in of this request leads to at this moment. The consent page shows it and a form
 * is decided against it. Cached for one request, because the page and its title both read it.
 */
export const readPrompt = cache(async (language: string): Promise<PromptRead> => {
  const read = await readPending();
  if (read.state !== "waiting") return { state: read.state };
  const { pending, expiresAt } = read;
  const { orm } = database();
  const application = await signingInTo(pending.returnTo);
  const [used, identity, provider, purposes, attributes, controller] = await Promise.all([
    isKeyUsed(orm, pendingKeyHash(pending.id)),
    findIdentity(orm, pending.providerId, pending.subject),
    administered.findById(pending.providerId),
    purposesToAsk(pending.providerId, application?.id ?? null),
    administered.catalogue(language),
    currentOrganisation(),
  ]);
  if (used) return { state: "ended" };
  if (!provider?.enabled || provider.jitMode === "off") return { state: "provider-disabled" };
  if (!controller.mayAsk) return { state: "no-organisation" };
  // The conditions for a new account have changed, and the claims are no longer available for a new check.
  if (pending.issuer !== provider.issuer) return { state: "ended" };
  if (!pending.known && pending.conditions !== conditionsHash(provider)) return { state: "ended" };
  // The account was made, or closed, since this sign-in began.
  if (pending.known ? identity?.status !== "active" : identity !== null) return { state: "ended" };
  if (pending.age?.isSaid === false) return { state: "age", years: pending.age.years, pending, expiresAt };
  const account = identity && { userId: identity.userId, consentState: await readConsentState(orm, identity.userId) };
  const request = consentRequest({
    purposes,
    values: pending.values,
    defaults: pending.defaults ?? {},
    unusable: pending.unusable ?? [],
    catalogue: attributes,
    ...(account
      ? { known: { consentState: account.consentState, signingIn: signingInOf(provider), now: new Date() } }
      : {}),
  });
  const lastDecidedAt = account?.consentState.lastDecidedAt ?? null;
  const words = { providerName: provider.name, controller, attributes, language, application, lastDecidedAt };
  const shownText = await composeShownText({ request, ...words, age: pending.age?.years });
  const hash = shownTextHash(shownText);
  const requestId = requestIdOf(pending.id);
  return {
    state: "open",
    prompt: {
      pending,
      expiresAt,
      provider,
      application,
      request,
      account,
      attributes,
      shownText,
      shownTextHash: hash,
      requestId,
    },
  };
});
