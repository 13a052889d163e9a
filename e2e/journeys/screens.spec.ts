import { expect, type Locator, type Page, test } from "@playwright/test";
import { accept, agreeToAll, boxes, decline, tickAll } from "../consent.ts";
import { expectNoViolations } from "../accessibility.ts";
import { asAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { withProduct } from "../with-product.ts";

const product = withProduct();

test("every box starts unticked, and the two answers look the same @phone @core", async ({ page }) => {
  await signInAsSomebody(page, product(), somebody());
  const all = await boxes(page);
  expect(all.length).toBeGreaterThan(1);
  for (const box of all) {
    await expect(box).not.toBeChecked();
    // The name says which detail for which purpose.
    await expect(box).toHaveAccessibleName(/ for /);
  }
  const look = (name: string) =>
    page.getByRole("button", { name }).evaluate((button) => {
      const style = getComputedStyle(button);
      const { height, width } = button.getBoundingClientRect();
      const { fontSize, fontWeight, fontFamily, color, backgroundColor, borderColor, borderWidth, padding } = style;
      return {
        height,
        width,
        fontSize,
        fontWeight,
        fontFamily,
        color,
        backgroundColor,
        borderColor,
        borderWidth,
        padding,
      };
    });
  // The pointer is moved away first, because its colours fade out.
  await page.mouse.move(0, 0);
  await expect(async () => {
    expect(await look("Create account with my choices")).toEqual(await look("Don’t create account"));
  }).toPass({ timeout: 15_000 });
  await expect(decline(page)).toHaveAttribute("type", "submit");
});

test("the organisation, the duration and the contact are on the screen", async ({ page }) => {
  await signInAsSomebody(page, product(), somebody());
  await expect(page.getByText(/is responsible for this data/).filter({ visible: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "Privacy notice" }).first()).toBeVisible();
  await expect(page.getByText(/^Kept until/).first()).toBeVisible();
  await expect(page.getByText(/sent the \d+ details you see here/)).toBeVisible();
});

test("the question is within the first screen of a phone, after an error too @core", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAsSomebody(page, product(), somebody());
  for (const time of ["at first", "after an error"]) {
    const ends = await Promise.all((await boxes(page)).map((box) => endOf(box)));
    expect(ends[0], `the first box, ${time}`).toBeLessThanOrEqual(844);
    expect(ends[Math.min(2, ends.length - 1)], `three details, ${time}`).toBeLessThanOrEqual(1100);
    const responsible = page.locator("summary").filter({ hasText: "is responsible for this data" });
    await expect(responsible).toBeVisible();
    const contact = page.getByRole("main").getByRole("link", { name: "privacy@acme.example", exact: true });
    await expect(contact).toHaveCount(0);
    if (time === "at first") {
      await accept(page).click();
      await expect(page).toHaveTitle(/^Error: /);
    } else {
      await responsible.click();
      await expect(contact).toBeVisible();
      await expectNoViolations(page);
    }
  }
});

/** Where an element ends, in pixels from the top of the page. */
const endOf = (element: Locator): Promise<number> =>
  element.evaluate((node) => node.getBoundingClientRect().bottom + globalThis.scrollY);

for (const [what, path] of [
  ["sign-in page", "/sign-in"],
  ["end of a request", "/consent/ended"],
  ["sign-out page", "/sign-out"],
  ["page for what is not found", "/nothing-here"],
  ["no account: switched off", "/consent/no-account?reason=jit-off"],
  ["no account: no organisation", "/consent/no-account?reason=no-organisation"],
  ["no account: a condition is not met", "/consent/no-account?reason=conditions"],
  ["no account: the email address is not verified", "/consent/no-account?reason=email-unverified"],
  ["set-up link that is used or wrong", "/setup?gone=1"],
  ["invitation that is used or wrong", "/invitation?gone=1"],
] as const) {
  test(`the ${what} has a heading, helps, and passes axe @phone @core`, async ({ page }) => {
    await page.goto(product().url + path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expect(page.getByRole("main").getByRole("link").first()).toBeVisible();
    await expectNoViolations(page);
  });
}

test("the signed-in pages pass axe @phone @core", async ({ page }) => {
  await signInAsSomebody(page, product(), somebody());
  await agreeToAll(page);
  await expectNoViolations(page);
  await page
    .getByRole("link", { name: /Receipt/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "Consent receipt" })).toBeVisible();
  await expectNoViolations(page);
});

test("the pages of the administration pass axe @phone", async ({ page, browser }) => {
  // Two dozen pages, each checked twice.
  test.slow();
  const person = await browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
  await signInAsSomebody(person, product(), somebody());
  await agreeToAll(person);
  await person.close();
  await asAdministrator(page, product());
  const of = (path: string, link: RegExp) => async () => {
    await page.goto(product().url + path);
    return (await page.getByRole("main").getByRole("link", { name: link }).first().getAttribute("href")) ?? "";
  };
  const user = of("/admin/users", /Name |^User /);
  const pages: (string | (() => Promise<string>))[] = [
    "/admin",
    "/admin?days=365",
    "/admin/resident",
    "/admin/resident/organisation",
    "/admin/purposes",
    "/admin/purposes?status=archived",
    "/admin/purposes/new",
    of("/admin/purposes", /^Account recovery$/),
    async () => `${await of("/admin/purposes", /^Account recovery$/)()}/remove`,
    "/admin/users",
    "/admin/users?after=1.00000000-0000-4000-8000-000000000000",
    "/admin/users?status=closed&search=ended",
    "/admin/attributes",
    "/admin/attributes/new",
    "/admin/attributes/email",
    "/admin/records",
    "/admin/records?decision=not-sent",
    "/admin/audit",
    "/admin/ledger",
    "/admin/settings",
    "/admin/settings/administrators",
    user,
    "/admin/users/act?what=suspend",
    async () => `${await user()}/suspend`,
    async () => `${await user()}/close`,
    async () => of(await user(), /[0-9A-Z]{4}-[0-9A-Z]{4}/)(),
    "/admin/nothing-here",
  ];
  for (const where of pages) {
    const path = typeof where === "string" ? where : await where();
    expect(path).toMatch(/^\/admin/);
    await expectInOrder(page, path);
  }
});

test("the pages of an identity provider pass axe @phone @core", async ({ page }) => {
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/identity-providers`);
  const home = await page.getByRole("link", { name: "Demo University", exact: true }).getAttribute("href");
  const own = ["", "/claims", "/provisioning", "/test?problem=client-refused", "/test/result", "/remove"];
  for (const path of ["/admin/identity-providers", "/admin/identity-providers/new", ...own.map((end) => home + end)]) {
    await expectInOrder(page, path);
  }
});

/** One heading, no problem that axe finds, and no sideways scrolling; on desktop in a narrow window too. */
async function expectInOrder(page: Page, path: string): Promise<void> {
  await page.goto(product().url + path);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expectNoViolations(page);
  const size = page.viewportSize() ?? { width: 1280, height: 900 };
  for (const width of size.width < 1024 ? [size.width] : [1024, size.width]) {
    await page.setViewportSize({ ...size, width });
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(sideways, `${path} at ${width}`).toBeLessThanOrEqual(0);
  }
}

for (const width of [320, 390, 1280]) {
  test(`nothing scrolls sideways at ${width} pixels @core`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    const person = somebody({ name: "A name without end ".repeat(11).slice(0, 200) });
    await signInAsSomebody(page, product(), person);
    await expect(page.getByText(person.name ?? "")).toBeVisible();
    // Waits for the style sheets.
    await page.waitForLoadState();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    for (const path of ["/sign-in", "/consent/ended"]) {
      await page.goto(product().url + path);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  });
}

test("no page sends a request to another site", async ({ page }) => {
  const elsewhere: string[] = [];
  page.on("request", (request) => {
    const { origin } = new URL(request.url());
    if (origin !== product().url && origin !== product().providerUrl && origin !== "null")
      elsewhere.push(request.url());
  });
  await signInAsSomebody(page, product(), somebody());
  await agreeToAll(page);
  expect(elsewhere).toEqual([]);
});

test("the keyboard alone is enough to answer @core", async ({ page }) => {
  await signInAsSomebody(page, product(), somebody());
  const first = page.getByRole("checkbox").first();
  for (let presses = 0; presses < 40; presses++) {
    if (await first.evaluate((box) => box === document.activeElement)) break;
    await page.keyboard.press("Tab");
  }
  await expect(first).toBeFocused();
  await page.keyboard.press("Space");
  await expect(first).toBeChecked();
  for (let presses = 0; presses < 40; presses++) {
    if (await accept(page).evaluate((button) => button === document.activeElement)) break;
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/me/);
});

for (const { decision, answer, end } of [
  { decision: "no", answer: decline, end: /\/consent\/declined/ },
  { decision: "yes", answer: accept, end: /\/me/ },
]) {
  test(`Back and reload after a ${decision} write nothing, and the question is not shown again`, async ({ page }) => {
    const person = somebody();
    await signInAsSomebody(page, product(), person);
    await tickAll(page);
    const posts: string[] = [];
    page.on("request", (request) => {
      if (request.method() === "POST") posts.push(new URL(request.url()).pathname);
    });
    await answer(page).click();
    await expect(page).toHaveURL(end);
    await page.reload();
    await expect(page).toHaveURL(end);
    await page.goBack();
    await expect(accept(page)).toHaveCount(0);
    await expect(page).not.toHaveURL(/\/consent$/);
    if (decision === "no") expect(await page.content()).not.toContain(person.email);
    await page.reload();
    expect(posts).toEqual(["/consent"]);
  });
}
