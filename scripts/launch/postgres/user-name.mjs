import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { ExpectedError } from "../../expected-error.mjs";

/** The library of Debian's package libnss-wrapper, which the container image has. https://cwrap.org/nss_wrapper.html */
const debianLibrary = `/usr/lib/${process.arch === "arm64" ? "aarch64" : "x86_64"}-linux-gnu/libnss_wrapper.so`;

/**
 * initdb asks the system for the name of its user, and a container may run with a user id that has none. Returns the
 * variables with which a library answers instead of the system; none if the user has a name.
 * Errors: ExpectedError if the library is missing.
 * @param {string} directory the directory of the answer
 * @param {{ isNamed?: boolean, library?: string }} [system]
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
export async function userName(directory, { isNamed = hasName(), library = debianLibrary } = {}) {
  if (isNamed) return {};
  const [uid, gid] = [process.getuid?.(), process.getgid?.()];
  if (!existsSync(library)) {
    throw new ExpectedError(
      `PostgreSQL needs a user with a name, and user ${uid} has none on this system. Start Assent as another user, or set ` +
        "DATABASE_URL to a PostgreSQL server.",
    );
  }
  const [users, groups] = [join(directory, "passwd"), join(directory, "group")];
  await writeFile(users, `assent:x:${uid}:${gid}::/:/bin/false\n`);
  await writeFile(groups, `assent:x:${gid}:\n`);
  return { LD_PRELOAD: library, NSS_WRAPPER_PASSWD: users, NSS_WRAPPER_GROUP: groups };
}

function hasName() {
  try {
    userInfo();
    return true;
  } catch {
    return false;
  }
}
