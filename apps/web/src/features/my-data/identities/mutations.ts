import "server-only";
import { createHash } from "node:crypto";
import { findBySlug } from "@assent/database/providers/identity-providers";
import { connectIdentity, disconnectIdentity } from "@assent/database/users/identities";
import { connectionToConfirm, refusedPage } from "@/sign-in/connect/connect";
import { clearPendingConnection, connectionExpiry } from "@/sign-in/connect/pending-connection";
import { currentSession } from "@/platform/session/current-session";
import { endOwnSession } from "@/sign-in/protocol/sign-out";
import type { SignedIn } from "@/platform/access";
import { database } from "@/platform/database";

// The providers that a person signs in through. Guarded actions only call these: the account comes from the session,
// and the identity from the sealed cookie of a sign-in that this session began.

const keyHash = (id: string) => createHash("sha256").update(`connect: ${id}`).digest("hex");

/** Connects the identity that the person signed in with and confirmed. Returns where to go. */
export async function confirmConnection(by: SignedIn, slug: string): Promise<string> {
  const confirmed = await connectionToConfirm(slug);
  if (!confirmed) return refusedPage(slug, "ended");
  const { provider, connecting } = confirmed;
  const { subject, revision: providerRevision } = connecting.found;
  const pending = { keyHash: keyHash(connecting.id), expiresAt: connectionExpiry(connecting) };
  const result = await connectIdentity(database(), {
    ...{ userId: by.id, providerId: provider.id, providerRevision, subject, pending },
  });
  await clearPendingConnection();
  return result.ok ? `/me?done=connected&of=${encodeURIComponent(slug)}#sign-in` : refusedPage(slug, result.code);
}

/** Connects nothing and deletes the pending sign-in from the browser. Returns where to go. */
export async function cancelConnection(): Promise<string> {
  await clearPendingConnection();
  return "/me#sign-in";
}

/** Disconnects a provider. Sessions that began at it end, including this one. Returns where to go. */
export async function disconnect(by: SignedIn, slug: string): Promise<string> {
  const [provider, session] = await Promise.all([findBySlug(database().orm, slug), currentSession()]);
  const page = `/me/disconnect/${encodeURIComponent(slug)}`;
  if (!provider || !session) return page;
  const result = await disconnectIdentity(database(), { userId: by.id, providerId: provider.id });
  if (!result.ok) return result.code === "last" ? page : "/me";
  if (session.providerId !== provider.id) return `/me?done=disconnected&of=${encodeURIComponent(slug)}#sign-in`;
  await endOwnSession();
  return `/sign-out?from=${encodeURIComponent(slug)}`;
}
