import { expect, type Page, test } from "@playwright/test";
import axe, { type RunOptions } from "axe-core";

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** All rules in light; in dark those whose answer depends on colours, since nothing else of the page differs. */
const runs = [
  { colorScheme: "light", runOnly: { type: "tag", values: standards } },
  { colorScheme: "dark", runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } },
] satisfies { colorScheme: "light" | "dark"; runOnly: RunOptions["runOnly"] }[];

/**
 * axe finds nothing, in light and in dark, in the page and in each of its frames. axe is a script: with scripts off it
 * cannot run, and the markup is what the same journey has with scripts on.
 */
export async function expectNoViolations(page: Page): Promise<void> {
  if (test.info().project.use.javaScriptEnabled === false) return;
  // Next streams the title after the page.
  await expect(page).toHaveTitle(/./);
  // Given once for both: handing it over takes as long as a run. The page's axe asks those of its frames.
  for (const frame of page.frames()) await frame.evaluate(axe.source);
  for (const { colorScheme, runOnly } of runs) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const found = await page.evaluate(violations, { runOnly, resultTypes: ["violations"] } satisfies RunOptions);
    expect(found.map((one) => `${colorScheme} ${one}`)).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

/** Run in the page: each rule that is broken, with where. */
async function violations(options: RunOptions): Promise<string[]> {
  const { axe: engine } = window as unknown as { axe: typeof axe };
  const { violations: found } = await engine.run(document, options);
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}
