import { expect, type Page } from "@playwright/test";

/** A reload is asked about by the browser, and whoever stays has lost nothing. */
export async function reloadAndStay(page: Page): Promise<void> {
  const asked = page.waitForEvent("dialog");
  const reloading = page.reload({ timeout: 5000 }).catch(() => null);
  const question = await asked;
  expect(question.type()).toBe("beforeunload");
  await question.dismiss();
  await reloading;
}
