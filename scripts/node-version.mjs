// Read by Node versions that are too old for the rest, so nothing newer than dynamic import() is used in here and in
// the files that call it.

/**
 * The sentence for a Node that is too old, or undefined.
 * @param {string} version like "v22.12.0"
 */
export function nodeProblem(version) {
  const [major = 0, minor = 0] = version.replace("v", "").split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 12)) return undefined;
  return `Node ${version.replace("v", "")} is too old. Install Node 24 from https://nodejs.org/ (22.12 or newer will do) and try again.`;
}

/**
 * Loads and runs a command, or ends the process with one sentence when this Node is too old for it.
 * @param {() => Promise<{ run: (args: string[]) => Promise<void> }>} load
 */
export function withRightNode(load) {
  const problem = nodeProblem(process.version);
  if (problem) {
    console.error(`assent: ${problem}`);
    process.exit(1);
  }
  load()
    .then((command) => command.run(process.argv.slice(2)))
    .catch((error) => {
      console.error(error && error.isExpected ? `assent: ${error.message}` : error);
      process.exit(1);
    });
}
