import { createHash, randomBytes } from "node:crypto";

// One-time links that make someone an administrator: the set-up link and invitations.

type LinkKind = "setup" | "invitation";

/** The hash of a link that the database stores, so that a copy of the database contains no usable link. */
export const linkHash = (kind: LinkKind, token: string): string =>
  createHash("sha256").update(`${kind}:${token}`).digest("hex");

/** A new link and the row to store. `lifetime` is in milliseconds. The address is shown once and never stored. */
export function oneTimeLink(kind: LinkKind, { origin, lifetime }: { origin: string; lifetime: number }) {
  const token = randomBytes(24).toString("base64url");
  return {
    address: `${origin}/${kind}?link=${token}`,
    row: { tokenHash: linkHash(kind, token), expiresAt: new Date(Date.now() + lifetime) },
  };
}
