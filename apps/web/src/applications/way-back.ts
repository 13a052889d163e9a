import "server-only";
import type { Application } from "@assent/database/applications/applications";
import { administered } from "@/platform/administered";
import { requestOfPath } from "@/platform/links/continue-path";
import { signingInTo } from "@/sign-in/signing-in-to";
import { itemAdapter } from "./item-adapter";

/**
 * How a sign-in can end without an account or a session, as the application is told: an error of OAuth 2.0 (RFC 6749,
 * section 4.1.2.1) or of OpenID Connect Core 1.0 (section 3.1.2.6) with a fixed description. Whether an account exists, is
 * suspended or lacks something is the person's business, so all of that is `access_denied`.
 */
export const waysBack = {
  access_denied: "the person did not go on",
  login_required: "the sign-in was not finished in time",
  temporarily_unavailable: "signing in is not possible at the moment",
} as const;
export type WayBackError = keyof typeof waysBack;

export const isWayBackError = (code: string | null): code is WayBackError =>
  code !== null && Object.hasOwn(waysBack, code);

/** The application that a person came from. `href`: back to it; null if that is not known any more. */
export interface WayBack {
  readonly name: string;
  readonly href: string | null;
  /** Whether its request still waits for an answer. */
  readonly waits: boolean;
}

/**
 * The way back to the application for whose request the person wanted to go to `to`; null if they came from none. The
 * request is named by its random id and says itself whose it is, so another application cannot be put in its place. Once
 * it is over, the application's start page is all that is left.
 */
export async function wayBack(to: string, error: WayBackError): Promise<WayBack | null> {
  const request = requestOfPath(to);
  if (request === null) return null;
  const { uid, clientId } = request;
  const [waiting, application] = await Promise.all([itemAdapter("Interaction").find(uid), signingInTo(to)]);
  if (!application) return null;
  const waits = waiting?.params?.["client_id"] === clientId;
  return { name: application.name, href: waits ? `${to}/back?error=${error}` : application.homeUrl, waits };
}

/** The start page of an application whose request is over; null if it has none. */
export async function startPageOf(clientId: string | undefined): Promise<Pick<Application, "name" | "homeUrl"> | null> {
  return clientId === undefined ? null : administered.findClient(clientId);
}
