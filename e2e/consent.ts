import { expect, type Locator, type Page } from "@playwright/test";

export const accept = (page: Page): Locator => page.getByRole("button", { name: "Create account with my choices" });
export const decline = (page: Page): Locator => page.getByRole("button", { name: "Don’t create account" });

export const save = (page: Page): Locator => page.getByRole("button", { name: "Save my choices" });
export const leave = (page: Page): Locator => page.getByRole("button", { name: "Leave without changes" });

/** All boxes of the consent screen, once it is shown. */
export async function boxes(page: Page): Promise<Locator[]> {
  await expect(decline(page)).toBeVisible();
  return page.getByRole("checkbox").all();
}

export async function tickAll(page: Page): Promise<void> {
  for (const box of await boxes(page)) await box.check();
}

/** Ticks every box, creates the account, and ends on My data. */
export async function agreeToAll(page: Page): Promise<void> {
  await tickAll(page);
  await accept(page).click();
  await expect(page.getByRole("heading", { level: 1, name: "My data and consents" })).toBeVisible();
}
