import { createHash, randomBytes } from "node:crypto";

// One-time links that make someone an administrator: the set-up link and invitations.

type LinkKind = "setup" | "invitation";

/** The hash of a link that the database stores, so that a copy of the database contains no usable link. */
export const linkHash = (kind: LinkKind, token: string): string =>
  createHash("sha256").update(`${kind}:${token}`).digest("hex");

/** The token in what a person pasted: a whole link, or only what follows the #. */
export const tokenOfLink = (pasted: string): string => pasted.trim().replace(/^[^#]*#/, "");

/**
 * A new link and the row to store. `lifetime` is in milliseconds. The address is shown once and never stored. The token
 * follows a #: no browser sends that part, so it is in no log of a server or proxy and in no Referer (RFC 9110, section
 * 4.2.5).
 */
export function oneTimeLink(kind: LinkKind, { origin, lifetime }: { origin: string; lifetime: number }) {
  const token = randomBytes(24).toString("base64url");
  return {
    address: `${origin}/${kind}#${token}`,
    row: { tokenHash: linkHash(kind, token), expiresAt: new Date(Date.now() + lifetime) },
  };
}
