import "server-only";
import { dayOf } from "@assent/consent/attribute/plausible";
import { createHash, randomBytes } from "node:crypto";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import type { ConnectFailure } from "@assent/database/users/identities";
import { findIdentity } from "@assent/database/users/people";
import type { Account } from "next-auth";
import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/platform/env";
import { administered } from "@/platform/administered";
import { database } from "@/platform/database";
import { unavailablePath } from "@/platform/error-page";
import { isOutage } from "@/platform/unavailable";
import { requestSource } from "@/platform/links/request-source";
import { seeOther } from "@/platform/links/see-other";
import { isTooMany } from "../protocol/attempt-limit";
import { authFor, type AuthRun, withoutSession } from "../protocol/auth";
import { type PendingConnection, readPendingConnection, writePendingConnection } from "./pending-connection";
import { connectCookieNames } from "@/platform/session/cookies";
import { currentSession } from "@/platform/session/current-session";
import { freshness } from "@/platform/session/freshness";
import { type SignInProblem, signInProblem } from "../protocol/problem";
import { unmetAtProvider } from "../protocol/tenants";
import { responseModeOf } from "../protocol/provider-config";
import { verifiedIdentity } from "../protocol/verified-identity";

// A signed-in person proves that an identity at another provider is theirs by a real sign-in there, which ends before
// the gate. Only the subject is kept, and it is stored after the person has confirmed it. An email address never
// connects anything.

export type ConnectRefusal =
  | ConnectFailure
  | Exclude<SignInProblem, "unknown-provider">
  /** The provider's conditions for new accounts apply to a connection too. */
  | "conditions"
  | "email-unverified";

export const refusedPage = (slug: string, reason: ConnectRefusal, reference?: string): string => {
  const query = new URLSearchParams({ reason, from: slug, ...(reference ? { reference } : {}) });
  return `/me/connect/refused?${query.toString()}`;
};

const hashOf = (state: string | null) =>
  createHash("sha256")
    .update(`connect state: ${state ?? ""}`)
    .digest("hex");

/** Begins a connection and returns where the browser goes. It needs a fresh sign-in, and ends in the same session. */
async function startConnecting(slug: string): Promise<string> {
  const [provider, session] = await Promise.all([administered.findBySlug(slug), currentSession()]);
  if (!provider || !session) return "/not-found";
  if ((await freshness()) !== "fresh") return `/me/connect/${encodeURIComponent(slug)}`;
  if (!provider.enabled) return refusedPage(slug, "provider-disabled");
  if (await isTooMany("start", slug)) return refusedPage(slug, "too-many");
  const run: AuthRun = {};
  try {
    const { begin } = authFor(provider, run, { side: { names: connectCookieNames(), arrived: () => {} } });
    const address = await begin("/", responseModeOf(provider));
    if (run.error) return await failed(provider, run.error);
    await writePendingConnection({
      id: randomBytes(16).toString("base64url"),
      providerId: provider.id,
      sessionHash: session.tokenHash,
      stateHash: hashOf(new URL(address).searchParams.get("state")),
      startedAt: Date.now(),
      found: null,
    });
    return address;
  } catch (error) {
    return failed(provider, run.error ?? error);
  }
}

async function failed(
  provider: IdentityProvider,
  error: unknown,
  providerError: string | null = null,
): Promise<string> {
  const { problem, reference } = await signInProblem(error, provider, providerError);
  if (reference && isOutage(error)) return unavailablePath(reference, "/me");
  return refusedPage(provider.slug, problem, reference ?? undefined);
}

/**
 * Takes the provider's answer to a connection that this browser began, found by its `state`. Null for any other answer.
 */
export async function receiveConnectAnswer(request: NextRequest, provider: IdentityProvider): Promise<Response | null> {
  const connecting = await readPendingConnection();
  if (connecting?.providerId !== provider.id || connecting.found) return null;
  if (connecting.stateHash !== hashOf(request.nextUrl.searchParams.get("state"))) return null;
  return seeOther(await pageAfterAnswer(request, provider, connecting));
}

async function pageAfterAnswer(
  request: NextRequest,
  provider: IdentityProvider,
  connecting: PendingConnection,
): Promise<string> {
  const { slug } = provider;
  const session = await currentSession();
  if (session?.tokenHash !== connecting.sessionHash) return refusedPage(slug, "ended");
  if (!provider.enabled) return refusedPage(slug, "provider-disabled");
  const run: AuthRun = {};
  const got: { account: Account | null } = { account: null };
  const side = { names: connectCookieNames(), arrived: (account: Account) => void (got.account = account) };
  try {
    await authFor(provider, run, { side }).handlers.GET(withoutSession(request));
    if (!got.account) throw run.error ?? new Error("The answer has no account");
    const read = await verifiedIdentity(provider, got.account);
    if (!read.tenantAllowed) return refusedPage(slug, "conditions");
    const { subject, claims } = read;
    const known = await findIdentity(database().orm, provider.id, subject);
    if (known) return refusedPage(slug, known.userId === session.userId ? "connected" : "taken");
    const unmet = unmetAtProvider(provider, claims, dayOf(new Date()));
    if (unmet) return refusedPage(slug, unmet.kind === "email-verified" ? "email-unverified" : "conditions");
    const kept = await writePendingConnection({ ...connecting, found: { subject, revision: provider.revision } });
    return kept ? `/me/connect/${encodeURIComponent(slug)}/confirm` : refusedPage(slug, "failed");
  } catch (error) {
    return failed(provider, run.error ?? error, request.nextUrl.searchParams.get("error"));
  }
}

export interface ConnectionToConfirm {
  readonly provider: { readonly id: string; readonly slug: string; readonly name: string };
  readonly connecting: PendingConnection & { readonly found: NonNullable<PendingConnection["found"]> };
}

/** The connection that this session has to confirm, or null. */
export async function connectionToConfirm(slug: string): Promise<ConnectionToConfirm | null> {
  const [connecting, session, provider] = await Promise.all([
    readPendingConnection(),
    currentSession(),
    administered.findBySlug(slug),
  ]);
  const found = connecting?.found;
  if (!connecting || !found || !provider || connecting.providerId !== provider.id) return null;
  if (connecting.sessionHash !== session?.tokenHash) return null;
  const { id, name } = provider;
  return { provider: { id, slug, name }, connecting: { ...connecting, found } };
}

/** Sends the browser to the provider. A link leads here, as at the beginning of a sign-in. */
export async function connectRoute(request: NextRequest, slug: string): Promise<Response> {
  // Another site could have signed this browser in at the provider with that site's own identity.
  if (requestSource(request) !== "own") return seeOther("/refused");
  return NextResponse.redirect(new URL(await startConnecting(slug), env().origin));
}
