import { join } from "node:path";

/**
 * The path of a certificate for tests: `localhost.pem` with its key `localhost-key.pem`, and `authority.pem`, which issued it. Nothing
 * trusts the authority, unless a test says so.
 */
export const certificate = (name: "authority.pem" | "localhost.pem" | "localhost-key.pem") =>
  join(import.meta.dirname, "../certificates", name);
