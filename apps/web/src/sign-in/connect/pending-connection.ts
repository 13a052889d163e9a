import "server-only";
import { sealedCookie } from "@/platform/session/sealed-cookie";

/** A second provider is being connected, in the browser of whoever began it. It holds no claim and no token. */
export interface PendingConnection {
  /** 128 random bits, for one use. */
  readonly id: string;
  readonly providerId: string;
  /** The session that began it, as the database knows it: it is that account's, and no other one's. */
  readonly sessionHash: string;
  /** SHA-256 of the `state` that the provider was sent, by which its answer is told from that to a sign-in. */
  readonly stateHash: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Who came back, and the revision of the provider at which that was found to be in order; null until then. */
  readonly found: { readonly subject: string; readonly revision: number } | null;
}

const cookie = sealedCookie<PendingConnection>("connect", "assent connecting v1");

/** From its beginning to the answer. */
export const connectionExpiry = ({ startedAt }: Pick<PendingConnection, "startedAt">): Date =>
  new Date(startedAt + 10 * 60_000);

export const writePendingConnection = (connecting: PendingConnection) =>
  cookie.write(connecting, connectionExpiry(connecting));
export const readPendingConnection = () => cookie.read();
export const clearPendingConnection = () => cookie.clear();
