import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ExpectedError } from "../../expected-error.mjs";

/**
 * The paths of the server below DATA_DIR.
 * @param {string} dataDir absolute
 */
export function layout(dataDir) {
  const base = join(dataDir, "postgres");
  return {
    base,
    data: join(base, "data"),
    /** The directory that initdb fills; it becomes `data` once it is complete. */
    draft: join(base, "data.new"),
    socket: join(base, "socket"),
    password: join(dataDir, "secrets", "database-password"),
    /** Versions up to 0.1 kept an embedded PGlite here. */
    pglite: join(dataDir, "database"),
  };
}

const marker = "assent.json";

/** Written as the last file of a new database directory. @param {number} major */
export const markerFile = (major) => ({ name: marker, content: `${JSON.stringify({ postgres: major })}\n` });

/**
 * Whether there is a database that this PostgreSQL can serve. Errors: ExpectedError if the directory contains anything
 * else: it is never overwritten.
 * @param {string} dataDir
 * @param {number} major of the PostgreSQL at hand
 * @returns {"ready" | "empty"}
 */
export function examine(dataDir, major) {
  const { data, pglite, password } = layout(dataDir);
  const files = filesIn(data);
  if (files.length === 0) {
    if (existsSync(join(pglite, "PG_VERSION"))) throw new ExpectedError(ofPglite(dataDir));
    return "empty";
  }
  if (!files.includes(marker)) {
    throw new ExpectedError(
      `${data} is not empty, and it is not a database that Assent made. Move its files elsewhere, or set DATA_DIR to another directory.`,
    );
  }
  const made = Number(readFileSync(join(data, "PG_VERSION"), "utf8"));
  if (made !== major) {
    throw new ExpectedError(
      `${data} was made by PostgreSQL ${made}, and this version of Assent has PostgreSQL ${major}. Serve it with ` +
        `PostgreSQL ${made} and set DATABASE_URL, or move it to version ${major} with pg_dump.`,
    );
  }
  if (!existsSync(password)) {
    throw new ExpectedError(
      `${password} is missing, and the database does not open without it. Restore it from a backup.`,
    );
  }
  return "ready";
}

/** @param {string} directory */
function filesIn(directory) {
  try {
    return readdirSync(directory);
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === "ENOENT") return [];
    throw new ExpectedError(`${directory} cannot be read (${code}). Start Assent as the user who started it before.`);
  }
}

/** @param {string} dataDir */
const ofPglite = (dataDir) =>
  `${dataDir} holds a database of an older version of Assent, which this one cannot open. Set DATA_DIR to a new directory ` +
  "to begin anew, or go back to the older version to read it. Nothing was changed.";
