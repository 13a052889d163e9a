/**
 * The result of a suite.
 * @typedef {object} SuiteResult
 * @property {string} name
 * @property {number} passed
 * @property {readonly Failure[]} failures includes skipped tests, because no test may be skipped
 */

/** @typedef {{ title: string, message: string }} Failure */

/**
 * A suite that ran no test has failed, and so has one whose program failed although every test passed.
 * @param {SuiteResult} result
 * @param {{ ok: boolean, how: string, lines: readonly string[] }} ended how its program ended
 * @returns {SuiteResult}
 */
export function judged(result, ended) {
  if (result.failures.length > 0) return result;
  const output = ended.lines.slice(-30).join("\n");
  if (!ended.ok) return failedSuite(result, { title: `its program ended with ${ended.how}`, message: output });
  if (result.passed === 0) return failedSuite(result, { title: "it ran no test", message: output });
  return result;
}

/**
 * A suite that could not run counts as one failure.
 * @param {string} name
 * @param {unknown} error
 * @returns {SuiteResult}
 */
export function crashed(name, error) {
  const message =
    error instanceof Error ? ("isExpected" in error ? error.message : (error.stack ?? error.message)) : String(error);
  return { name, passed: 0, failures: [{ title: "could not run", message }] };
}

/** @param {SuiteResult} result @param {Failure} failure @returns {SuiteResult} */
const failedSuite = (result, failure) => ({ ...result, failures: [...result.failures, failure] });

/** The line that ends everything. @param {readonly SuiteResult[]} results */
export function countLine(results) {
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failures.length, 0);
  return `${passed} passed, ${failed} failed`;
}

/** @param {SuiteResult} result */
export function describeFailures({ name, failures }) {
  return failures
    .map(({ title, message }) => `\n── ${name}: ${title}\n${message.split("\n").slice(0, 40).join("\n")}`)
    .join("\n");
}
