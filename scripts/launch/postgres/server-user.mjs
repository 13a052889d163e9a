import { readFile } from "node:fs/promises";
import { ExpectedError } from "../../expected-error.mjs";

/** @typedef {{ uid: number, gid: number }} User */

/**
 * PostgreSQL refuses to run as root, so root runs it as the user nobody, which is on every system and has no rights of its own.
 * Errors: ExpectedError where there is no such user.
 * @returns {Promise<User | undefined>} undefined: as ourselves
 */
export async function serverUser() {
  if (process.getuid?.() !== 0) return undefined;
  const lines = (await readFile("/etc/passwd", "utf8").catch(() => "")).split("\n");
  const [, , uid, gid] = lines.find((line) => line.startsWith("nobody:"))?.split(":") ?? [];
  if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  throw new ExpectedError(
    "PostgreSQL refuses to run as root, and there is no user nobody to run it. Start Assent as another user, or set " +
      "DATABASE_URL to a PostgreSQL server.",
  );
}
