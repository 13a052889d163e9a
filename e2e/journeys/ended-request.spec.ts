import { expect, test, type BrowserContext, type Page } from "@playwright/test";
import { accept, agreeToAll, boxes, decline, tickAll } from "../consent.ts";
import { expectNoViolations } from "../accessibility.ts";
import { signInAsSomebody, somebody } from "../people.ts";
import { withProductAndDatabase } from "../with-product.ts";

const { product, database } = withProductAndDatabase({ movableClock: true });

const minutes = 60_000;

test.afterEach(() => product().moveClock(0));

const ended = (page: Page) => page.getByRole("heading", { level: 1, name: "This request has ended" });

async function pendingCookies(context: BrowserContext) {
  const cookies = (await context.cookies(product().url)).filter(({ name }) => name.includes("-pending"));
  expect(cookies.length).toBeGreaterThan(0);
  return cookies;
}

test("the sealed cookie ends with the decision: replayed in the same browser @core", async ({ page, context }) => {
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  const sealed = await pendingCookies(context);
  await agreeToAll(page);
  expect((await context.cookies(product().url)).filter(({ name }) => name.includes("-pending"))).toEqual([]);

  await context.clearCookies();
  await context.addCookies(sealed);
  await page.goto(`${product().url}/consent`);
  await expect(ended(page)).toBeVisible();
  expect(await page.content()).not.toContain(person.email);
  await expectNoViolations(page);
});

test("the sealed cookie ends with the decision: replayed in another browser, before and after @core", async ({
  page,
  context,
  browser,
}) => {
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  const other = await browser.newContext({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
  await other.addCookies(await pendingCookies(context));
  const otherPage = await other.newPage();
  await otherPage.goto(`${product().url}/consent`);
  await expect(accept(otherPage)).toBeVisible();

  await agreeToAll(page);
  // For ten seconds the same answer leads into the same session (decided-once.spec.ts): the same browser may send it twice.
  await database().run("update session set created_at = created_at - interval '11 seconds'");

  await tickAll(otherPage);
  await accept(otherPage).click();
  await expect(ended(otherPage)).toBeVisible();
  await otherPage.goto(`${product().url}/me`);
  await expect(otherPage).toHaveURL(/\/sign-in/);
  await other.close();
});

test("the sealed cookie ends with a refusal too @core", async ({ page, context }) => {
  await signInAsSomebody(page, product(), somebody());
  const sealed = await pendingCookies(context);
  await decline(page).click();
  await expect(page).toHaveURL(/\/consent\/declined/);
  await context.addCookies(sealed);
  await page.goto(`${product().url}/consent`);
  await expect(ended(page)).toBeVisible();
});

test("a changed cookie is refused @core", async ({ page, context }) => {
  await signInAsSomebody(page, product(), somebody());
  const [first] = await pendingCookies(context);
  if (!first) throw new Error("no cookie");
  const middle = Math.floor(first.value.length / 2);
  const changed = first.value[middle] === "A" ? "B" : "A";
  await context.addCookies([
    { ...first, value: first.value.slice(0, middle) + changed + first.value.slice(middle + 1) },
  ]);
  await page.goto(`${product().url}/consent`);
  await expect(ended(page)).toBeVisible();
});

/** A browser deletes an expired cookie; a person who kept a copy still has it. */
async function keepCookies(context: BrowserContext): Promise<void> {
  await context.addCookies((await pendingCookies(context)).map((cookie) => ({ ...cookie, expires: -1 })));
}

const moreTime = (page: Page) => page.getByRole("button", { name: "Ask for more time" });

test("the request really lasts longer, and the ticks stay", async ({ page, context }) => {
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  const before = (await pendingCookies(context))[0]?.expires ?? 0;
  await tickAll(page);
  product().moveClock(9 * minutes);
  await moreTime(page).click();
  await expect(page).not.toHaveTitle(/^Error/);
  await expect(page.getByRole("status").or(page.getByRole("alert")).filter({ hasText: /time/ }).first()).toBeVisible();
  for (const box of await boxes(page)) await expect(box).toBeChecked();
  const after = (await pendingCookies(context))[0]?.expires ?? 0;
  expect(after - before).toBeGreaterThan(8 * 60);

  // After the original end, and before the new one.
  product().moveClock(18 * minutes);
  await keepCookies(context);
  await accept(page).click();
  await expect(page).toHaveURL(/\/me(\?|$)/);
  await expect(page.getByText(person.email ?? "")).toBeVisible();
});

test("a request can be extended to two hours in total, and then ends", async ({ page, context }) => {
  test.slow();
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  let until = 0;
  for (let minute = 9; minute < 119; minute += 9) {
    product().moveClock(minute * minutes);
    await keepCookies(context);
    await moreTime(page).click();
    await expect.poll(async () => (await pendingCookies(context))[0]?.expires ?? 0).toBeGreaterThan(until);
    until = (await pendingCookies(context))[0]?.expires ?? 0;
  }
  product().moveClock(119.5 * minutes);
  await keepCookies(context);
  await page.reload();
  await tickAll(page);
  await expect(moreTime(page)).toHaveCount(0);
  product().moveClock(120 * minutes + 1000);
  await accept(page).click();
  await expect(ended(page)).toBeVisible();
  expect(await page.content()).not.toContain(person.email);
});

test("without a sign-in there is nothing to decide @core", async ({ page }) => {
  await page.goto(`${product().url}/consent`);
  await expect(page).toHaveURL(/\/(sign-in|consent\/ended)/);
});

test("after ten minutes the request has ended", async ({ page, context }) => {
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await tickAll(page);
  product().moveClock(10 * minutes + 1000);
  await keepCookies(context);
  await accept(page).click();
  await expect(ended(page)).toBeVisible();
  expect(await page.content()).not.toContain(person.email);
  await page.goto(`${product().url}/me`);
  await expect(page).toHaveURL(/\/sign-in/);
});
