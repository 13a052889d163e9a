import { createServer } from "node:net";
import { ExpectedError } from "../expected-error.mjs";

/**
 * Makes sure that the port can be listened on. Errors: ExpectedError with the setting to change.
 * @param {{ setting: string, port: number, host: string }} wanted
 */
export async function requireFreePort({ setting, port, host }) {
  // "localhost" is two addresses. A server on either of them would answer instead of ours.
  const addresses = host === "localhost" ? ["127.0.0.1", "::1"] : [host];
  const codes = await Promise.all(addresses.map((address) => tryListening(port, address)));
  if (codes.includes("EADDRINUSE")) {
    throw new ExpectedError(
      `Port ${port} is taken by another program. Stop that program, or set ${setting} to another port.`,
    );
  }
  if (codes.includes("EACCES")) {
    throw new ExpectedError(`Port ${port} needs more rights than this user has. Set ${setting} to a port above 1023.`);
  }
  if (host !== "localhost" && codes[0]) {
    throw new ExpectedError(`HOST names an address that this machine cannot listen on (${codes[0]}).`);
  }
}

/**
 * @param {number} port
 * @param {string} address
 * @returns {Promise<string | undefined>} the error code, or undefined if it worked
 */
function tryListening(port, address) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code ?? error.message));
    server.listen(port, address, () => server.close(() => resolve(undefined)));
  });
}

/** A port that was free a moment ago. @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
