import { createHash, randomBytes } from "node:crypto";

/** 256 random bits, for the session cookie of one browser. */
export const newSessionToken = (): string => randomBytes(32).toString("base64url");

/** The database knows a session by the hash of its token, so that a copy of the database opens no session. */
export const sessionTokenHash = (token: string): string =>
  createHash("sha256").update(`session:${token}`).digest("hex");
