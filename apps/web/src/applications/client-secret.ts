import { createHash } from "node:crypto";

/** How an application's secret is kept: it has 256 random bits, so a fast hash is enough. */
export const applicationSecretHash = (secret: string): string =>
  createHash("sha256").update(`application-secret:${secret}`).digest("hex");
