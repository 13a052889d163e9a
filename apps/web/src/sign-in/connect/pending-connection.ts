import "server-only";
import { sealedCookie } from "@/platform/session/sealed-cookie";

/** A connection of a second provider that has begun, in a sealed cookie. It contains no claim and no token. */
export interface PendingConnection {
  /** 128 random bits, for one use. */
  readonly id: string;
  readonly providerId: string;
  /** The hash of the session that began it, and has to end it. */
  readonly sessionHash: string;
  /** SHA-256 of the `state` that the provider was sent. It distinguishes this answer from a sign-in's. */
  readonly stateHash: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** The identity that came back, and the revision of the provider it was checked against; null until then. */
  readonly found: { readonly subject: string; readonly revision: number } | null;
}

const cookie = sealedCookie<PendingConnection>("connect", "assent connecting v1");

/** The end of the time for an answer: ten minutes after the beginning. */
export const connectionExpiry = ({ startedAt }: Pick<PendingConnection, "startedAt">): Date =>
  new Date(startedAt + 10 * 60_000);

export const writePendingConnection = (connecting: PendingConnection) =>
  cookie.write(connecting, connectionExpiry(connecting));
export const readPendingConnection = () => cookie.read();
export const clearPendingConnection = () => cookie.clear();
