import type { Page } from "@playwright/test";

/** The body that the consent form on this page would send with every box ticked. */
export async function decisionBody(page: Page, intent: "accept" | "decline"): Promise<string> {
  const value = (name: string) => page.locator(`input[type=hidden][name=${name}]`).getAttribute("value");
  // Unlike the fields, which are waited for, a list has what is there at this moment, and the page comes in parts.
  await value("request");
  await page.waitForLoadState("domcontentloaded");
  const boxes = await page.getByRole("checkbox").all();
  const ticked = await Promise.all(boxes.map((box) => box.getAttribute("value")));
  const form = new URLSearchParams({
    intent,
    shown: (await value("shown")) ?? "",
    request: (await value("request")) ?? "",
    language: (await value("language")) ?? "",
  });
  for (const item of ticked) form.append("grant", item ?? "");
  return form.toString();
}

export const urlEncoded = { "content-type": "application/x-www-form-urlencoded" } as const;

/** The cookies of this page's browser, as a header. */
export async function cookieHeader(page: Page, url: string): Promise<string> {
  return (await page.context().cookies(url)).map(({ name, value }) => `${name}=${value}`).join("; ");
}
