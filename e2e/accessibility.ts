import { expect, type Page, test } from "@playwright/test";
import axe, { type RunOptions } from "axe-core";

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** All rules in the light theme; in the dark one only rules about colours, because nothing else differs. */
const runs = [
  { colorScheme: "light", runOnly: { type: "tag", values: standards } },
  { colorScheme: "dark", runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } },
] satisfies { colorScheme: "light" | "dark"; runOnly: RunOptions["runOnly"] }[];

/**
 * axe finds no problem, in both themes, in the page and in each of its frames. axe is a script, so with scripts off it
 * cannot run; the markup is the same as in the journey with scripts on.
 */
export async function expectNoViolations(page: Page): Promise<void> {
  if (test.info().project.use.javaScriptEnabled === false) return;
  // Next streams the title after the page.
  await expect(page).toHaveTitle(/./);
  // Injected once for both themes, because injecting takes as long as a run. The page's axe includes its frames.
  for (const frame of page.frames()) await frame.evaluate(axe.source);
  // The phone takes its colours from the same variables as the desktop, whose dark theme is looked at.
  const themes = test.info().project.name === "phone" ? runs.slice(0, 1) : runs;
  for (const { colorScheme, runOnly } of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const found = await page.evaluate(violations, { runOnly, resultTypes: ["violations"] } satisfies RunOptions);
    expect(found.map((one) => `${colorScheme} ${one}`)).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

/** Runs in the page. Returns each broken rule with its elements. */
async function violations(options: RunOptions): Promise<string[]> {
  const { axe: engine } = window as unknown as { axe: typeof axe };
  const { violations: found } = await engine.run(document, options);
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}
