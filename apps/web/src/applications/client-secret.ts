import { createHash } from "node:crypto";

/** The stored hash of an application's secret. It has 256 random bits, so a fast hash is enough. */
export const applicationSecretHash = (secret: string): string =>
  createHash("sha256").update(`application-secret:${secret}`).digest("hex");
