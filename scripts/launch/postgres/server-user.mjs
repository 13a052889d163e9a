import { lstat, readFile } from "node:fs/promises";
import { ExpectedError } from "../../expected-error.mjs";

/** @typedef {{ uid: number, gid: number }} User */

/**
 * The user who runs the server. PostgreSQL refuses root, so for root it is the user who already owns the directory, or
 * "nobody", who exists on every system and has no rights. Errors: ExpectedError if there is no such user.
 * @param {string} [directory] of an existing database
 * @returns {Promise<User | undefined>} undefined: as ourselves
 */
export async function serverUser(directory) {
  if (process.getuid?.() !== 0) return undefined;
  const owner = directory ? await lstat(directory).catch(() => undefined) : undefined;
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : nobody();
}

/** @returns {Promise<User>} */
async function nobody() {
  const lines = (await readFile("/etc/passwd", "utf8").catch(() => "")).split("\n");
  const [, , uid, gid] = lines.find((line) => line.startsWith("nobody:"))?.split(":") ?? [];
  if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  throw new ExpectedError(
    'PostgreSQL refuses to run as root, and there is no user "nobody" to run it. Start Assent as another user, or set ' +
      "DATABASE_URL to a PostgreSQL server.",
  );
}
