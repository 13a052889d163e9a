import { expect, type Page } from "@playwright/test";

/** Where the consent form is sent to: its action is answered by the page itself. */
export const decisionPath = "/consent";

/** Where pages of the version before the action post it. It goes with version 0.2.0. */
export const oldDecisionPath = "/consent/decision";

/** The hidden fields of the consent form on this page: what it answers, and the name of its action. */
export async function hiddenFields(page: Page): Promise<[name: string, value: string][]> {
  const fields = page.locator("form", { has: page.locator("input[name=shown]") }).locator("input[type=hidden]");
  await expect(fields.first()).toBeAttached();
  // The page comes in parts, and unlike one field, a list has what is there at this moment.
  await page.waitForLoadState("domcontentloaded");
  return fields.evaluateAll((all) =>
    all.map((one) => [(one as HTMLInputElement).name, (one as HTMLInputElement).value]),
  );
}

/** The fields that the consent form on this page would send with every box ticked, as the text of a query. */
export async function decisionBody(page: Page, intent: "accept" | "decline"): Promise<string> {
  const form = new URLSearchParams([["intent", intent], ...(await hiddenFields(page))]);
  const boxes = await page.getByRole("checkbox").all();
  const ticked = await Promise.all(boxes.map((box) => box.getAttribute("value")));
  for (const item of ticked) form.append("grant", item ?? "");
  return form.toString();
}

export const urlEncoded = { "content-type": "application/x-www-form-urlencoded" } as const;

const boundary = "----assent-form";
export const multipart = { "content-type": `multipart/form-data; boundary=${boundary}` } as const;

/** Fields, given as the text of a query, as a browser sends them to an action: RFC 7578. */
export const asMultipart = (fields: string): string =>
  [...new URLSearchParams(fields)]
    .map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    .concat(`--${boundary}--\r\n`)
    .join("");

/** The cookies of this page's browser, as a header. */
export async function cookieHeader(page: Page, url: string): Promise<string> {
  return (await page.context().cookies(url)).map(({ name, value }) => `${name}=${value}`).join("; ");
}
