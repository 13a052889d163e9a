import type { Locator, Page } from "@playwright/test";

/** The reference at the end of an error page for people. An invented name may have eight digits in a row too. */
export const reference = (page: Page): Locator => page.getByText(/(^|: )[0-9A-F]{8}$/);
