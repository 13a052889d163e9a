import { createHash, randomBytes } from "node:crypto";

/** 256 random bits, for the session cookie of one browser. */
export const newSessionToken = (): string => randomBytes(32).toString("base64url");

/** The database stores only the hash of a token, so that a copy of the database cannot open a session. */
export const sessionTokenHash = (token: string): string =>
  createHash("sha256").update(`session:${token}`).digest("hex");
