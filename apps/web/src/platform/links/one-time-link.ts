import { createHash, randomBytes } from "node:crypto";

// Links that give somebody an office, once: to the first administrator and to those who are invited.

type LinkKind = "setup" | "invitation";

/** How the database knows a link, so that a dump of it makes nobody administrator. */
export const linkHash = (kind: LinkKind, token: string): string =>
  createHash("sha256").update(`${kind}:${token}`).digest("hex");

/** A new link and what is kept of it. `lifetime` in milliseconds. The address is shown once and stored nowhere. */
export function oneTimeLink(kind: LinkKind, { origin, lifetime }: { origin: string; lifetime: number }) {
  const token = randomBytes(24).toString("base64url");
  return {
    address: `${origin}/${kind}?link=${token}`,
    row: { tokenHash: linkHash(kind, token), expiresAt: new Date(Date.now() + lifetime) },
  };
}
