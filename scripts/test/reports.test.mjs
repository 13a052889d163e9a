import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readPlaywrightReport } from "./playwright.mjs";
import { readVitestReport } from "./vitest.mjs";

/** @type {string} */
let directory;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "assent-reports-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** @param {object} report */
function written(report) {
  const file = join(directory, "report.json");
  writeFileSync(file, JSON.stringify(report));
  return file;
}

test("vitest: a skipped test and a file that cannot be loaded are failures", async () => {
  const ran = (/** @type {string} */ fullName, /** @type {string} */ status) => ({
    fullName,
    status,
    failureMessages: [],
  });
  const file = written({
    testResults: [
      {
        name: "a.test.ts",
        status: "failed",
        message: "",
        assertionResults: [ran("one", "passed"), ran("two", "failed")],
      },
      {
        name: "b.test.ts",
        status: "passed",
        message: "",
        assertionResults: [ran("three", "skipped"), ran("four", "todo")],
      },
      { name: "c.test.ts", status: "failed", message: "Cannot find module", assertionResults: [] },
    ],
  });
  const { passed, failures } = await readVitestReport(file);
  expect(passed).toBe(1);
  expect(failures.map(({ title }) => title)).toEqual(["two", "three", "four", "c.test.ts"]);
});

test("Playwright: nested groups, projects, flaky and skipped journeys, and errors outside of them", async () => {
  const run = (/** @type {string} */ projectName, /** @type {string} */ status) => ({
    projectName,
    status,
    results: [],
  });
  const spec = { title: "a person consents", file: "consent.spec.ts" };
  const file = written({
    suites: [
      {
        title: "consent.spec.ts",
        specs: [{ ...spec, tests: [run("desktop", "expected"), run("phone", "flaky")] }],
        suites: [
          { title: "later", specs: [{ ...spec, tests: [run("desktop", "unexpected"), run("phone", "skipped")] }] },
        ],
      },
    ],
    errors: [{ message: "no server" }],
  });
  const { passed, failures } = await readPlaywrightReport(file);
  expect(passed).toBe(1);
  expect(failures.map(({ message }) => message)).toEqual(["flaky", "unexpected", "skipped", "no server"]);
});

test.each([readVitestReport, readPlaywrightReport])("a missing report means that no test ran", async (read) => {
  expect(await read(join(directory, "none.json"))).toEqual({ passed: 0, failures: [] });
});
