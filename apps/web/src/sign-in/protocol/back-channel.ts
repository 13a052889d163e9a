import "server-only";
import { createHash } from "node:crypto";
import { endSessionsThrough } from "@assent/database/providers/provider-sign-out";
import { FederationError } from "@assent/federation/federation-error";
import { verifyLogoutToken } from "@assent/federation/logout-token";
import { clockTolerance } from "@assent/federation/signed-jwt";
import { administered } from "@/platform/administered";
import { database } from "@/platform/database";
import { describeError, log } from "@/platform/log";
import { isTooMany } from "./attempt-limit";
import { providerFetch } from "./provider-config";

/** A message's key in the database, so that it counts once. Its id is unique at its issuer only (RFC 7519, 4.1.7). */
const messageHash = (providerId: string, tokenId: string) =>
  createHash("sha256").update(`logout: ${providerId} ${tokenId}`).digest("hex");

/**
 * OpenID Connect Back-Channel Logout 1.0: ends the sessions that this subject opened through this provider, even while
 * the provider is disabled. Returns whether the message was accepted; the reason why it was not is only in the log.
 */
export async function receiveLogoutToken(slug: string, logoutToken: string): Promise<boolean> {
  const provider = await administered.findBySlug(slug);
  if (!provider || (await isTooMany("logout", slug))) return false;
  const { id: providerId, issuer, clientId, tokenAlgorithm: algorithm } = provider;
  try {
    const logout = await verifyLogoutToken({ logoutToken, issuer, clientId, algorithm, fetch: providerFetch() });
    const { subject, tokenId, expiresAt } = logout;
    // Remembered for as long as it would be accepted: its lifetime and the clock tolerance.
    const until = new Date(expiresAt.getTime() + clockTolerance * 1000);
    const message = { keyHash: messageHash(providerId, tokenId), expiresAt: until };
    const result = await endSessionsThrough(database(), { providerId, subject, message });
    if (!result.ok) log("info", "logout-refused", { provider: slug, code: result.code });
    return result.ok;
  } catch (error) {
    log(error instanceof FederationError ? "info" : "error", "logout-refused", {
      provider: slug,
      ...describeError(error),
    });
    return false;
  }
}
