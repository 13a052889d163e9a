// Node versions that are too old for the other files read this one, so it uses nothing newer than dynamic import(),
// like the files that call it.

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
 * Loads and runs the command that the first argument names, or ends the process with one sentence if this Node is too
 * old for it.
 * @param {Record<string, () => Promise<{ run: (args: string[]) => unknown }>>} commands
 */
export function withRightNode(commands) {
  const [name = "", ...given] = process.argv.slice(2);
  // npm takes the "--" away. Who runs this file without npm leaves it in.
  const args = given[0] === "--" ? given.slice(1) : given;
  const load = commands[name];
  const problem = nodeProblem(process.version);
  if (problem || !load) {
    console.error(`assent: ${problem || `give one of these commands: ${Object.keys(commands).join(", ")}`}`);
    process.exit(1);
  }
  load()
    .then((command) => command.run(args))
    .catch((error) => {
      console.error(error && error.isExpected ? `assent: ${error.message}` : error);
      process.exit(1);
    });
}
