import { randomBytes, randomUUID } from "node:crypto";
import { chmod, link, mkdir, readFile, unlink, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { ExpectedError } from "../expected-error.mjs";

/**
 * A random secret that is created once and stored in a file that only its owner can read.
 * @param {string} file absolute
 * @returns {Promise<string>} 32 random bytes in base64
 */
export async function keptSecret(file) {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const existing = await readExisting(file);
  if (existing) return existing;
  // link() is atomic, so two concurrent starts agree on one secret.
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, `${randomBytes(32).toString("base64")}\n`, { mode: 0o600, flag: "w" });
  try {
    await link(draft, file);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
  } finally {
    await unlink(draft);
  }
  return /** @type {string} */ (await readExisting(file));
}

/** @param {string} file */
async function readExisting(file) {
  try {
    const secret = (await readFile(file, "utf8")).trim();
    if (secret.length < 32) {
      throw new ExpectedError(
        `${file} is empty or damaged. Restore it from a backup; without it sessions and sealed secrets cannot be read.`,
      );
    }
    // A restored backup may have another mode.
    await chmod(file, 0o600);
    return secret;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOENT") return undefined;
    throw error;
  }
}
