import "server-only";
import { createHash } from "node:crypto";
import { consentRequest, type ConsentRequest } from "@assent/consent/consent-request";
import type { Notice } from "@assent/consent/receipt";
import { catalogue, type CatalogueEntry } from "@assent/database/attributes";
import { findById, type IdentityProvider } from "@assent/database/identity-providers";
import { isKeyUsed } from "@assent/database/one-use-keys";
import { livePurposes } from "@assent/database/purposes";
import { database } from "@/server/database";
import { organisation } from "@/server/organisation";
import { drawNotice, noticeHash } from "./notice";
import { pendingKeyHash, readPending, type PendingSignIn } from "./pending-sign-in";

/** Everything that one question to one person consists of, recomputed from the database and the sealed cookie. */
export interface Ask {
  readonly pending: PendingSignIn;
  readonly expiresAt: Date;
  readonly provider: IdentityProvider;
  readonly request: ConsentRequest;
  readonly attributes: ReadonlyMap<string, CatalogueEntry>;
  readonly notice: Notice;
  /** SHA-256 of the notice, which the receipt keeps. A form must name it to answer this text. */
  readonly noticeHash: string;
  /**
   * Names the pending sign-in without opening it. A form must name it too: a second sign-in in another tab could
   * otherwise give its values to the answer of the first.
   */
  readonly requestId: string;
}

export type AskRead =
  { readonly state: "none" | "ended" | "provider-disabled" } | { readonly state: "ask"; readonly ask: Ask };

/**
 * The question that the pending sign-in of this request leads to, as of now. The consent page draws it and the decision
 * is checked against it; neither takes anything of it from the form.
 */
export async function readAsk(language: string): Promise<AskRead> {
  const read = await readPending();
  if (read.state !== "waiting") return { state: read.state };
  const { pending, expiresAt } = read;
  const { orm } = database();
  const [used, provider, purposes, attributes, controller] = await Promise.all([
    isKeyUsed(orm, pendingKeyHash(pending.id)),
    findById(orm, pending.providerId),
    livePurposes(orm, pending.providerId),
    catalogue(orm, language),
    organisation(),
  ]);
  if (used) return { state: "ended" };
  if (!provider?.enabled || provider.jitMode !== "ask") return { state: "provider-disabled" };
  const request = consentRequest({ purposes, values: pending.values, catalogue: attributes });
  const notice = await drawNotice({ request, providerName: provider.name, controller, attributes, language });
  const hash = noticeHash(notice);
  const requestId = createHash("sha256").update(`request:${pending.id}`).digest("hex");
  return {
    state: "ask",
    ask: { pending, expiresAt, provider, request, attributes, notice, noticeHash: hash, requestId },
  };
}
