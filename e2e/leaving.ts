import { expect, type Page } from "@playwright/test";

/** The browser asks before a reload, and a person who stays has lost nothing. */
export async function reloadAndStay(page: Page): Promise<void> {
  const asked = page.waitForEvent("dialog");
  const reloading = page.reload({ timeout: 5000 }).catch(() => null);
  const question = await asked;
  expect(question.type()).toBe("beforeunload");
  await question.dismiss();
  await reloading;
}
