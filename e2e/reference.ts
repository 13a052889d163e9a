import type { Locator, Page } from "@playwright/test";

/** The reference of what failed, as a page for people ends with it. A made-up name may have eight digits in a row too. */
export const reference = (page: Page): Locator => page.getByText(/(^|: )[0-9A-F]{8}$/);
