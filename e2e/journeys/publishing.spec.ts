import { expect, type Browser, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { addPurpose, changePurpose, publish } from "../administration.ts";
import { agreeToAll, leave, save } from "../consent.ts";
import { decisionPath, hiddenFields } from "../decision-form.ts";
import { asAdministrator, type MadeUpPerson, signInAsSomebody, somebody } from "../people.ts";
import { withProduct } from "../with-product.ts";

// From Finish to the question: the administrator's choices on the review, and their effect on people.
const product = withProduct({ movableClock: true });
test.describe.configure({ mode: "serial" });
test.afterEach(() => product().moveClock(0));

const day = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * day).toISOString().slice(0, 10);

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });
const myData = (page: Page) => heading(page, "My data and consents");
const asked = (page: Page) => heading(page, /changed what it asks for/);
const later = (page: Page) => page.getByRole("button", { name: "Decide later" });
const box = (page: Page, name: string) => page.getByRole("checkbox", { name });
const row = (page: Page, purpose: string) => page.getByRole("row", { name: new RegExp(purpose) });
const finish = (page: Page) => page.getByRole("button", { name: "Finish", exact: true }).click();

async function fresh(browser: Browser): Promise<Page> {
  return (await browser.newContext({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true })).newPage();
}

async function administer(browser: Browser): Promise<Page> {
  const page = await fresh(browser);
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/purposes`);
  return page;
}

async function known(browser: Browser): Promise<MadeUpPerson> {
  const [page, person] = [await fresh(browser), somebody()];
  await signInAsSomebody(page, product(), person);
  await agreeToAll(page);
  await page.context().close();
  return person;
}

const session = async (page: Page) =>
  (await page.context().cookies(product().url)).filter(({ name }) => name.endsWith("-session"));

async function edit(page: Page, purpose: string, description: string): Promise<void> {
  await page.getByRole("link", { name: purpose, exact: true }).click();
  await page.getByLabel(/^Description/).fill(description);
  await finish(page);
  await expect(heading(page, `Review ${purpose}`)).toBeVisible();
}

let person: MadeUpPerson;

test.describe("the review", () => {
  test("shows the changes and who is affected, and no one is asked yet @core", async ({ browser, page }) => {
    person = await known(browser);
    const admin = await administer(browser);
    await edit(admin, "Account recovery", "Helps you get back in if you lose your phone.");
    await expect(admin.locator("dl:has(ins, del)")).toContainText("Helps you get back in if you lose your phone.");
    await expect(admin.locator("dl ins").first()).toBeVisible();
    await expect(admin.getByText("2 people agree to it today. 2 accounts have decided on it.")).toBeVisible();
    for (const choice of await admin.getByRole("radio").all()) await expect(choice).not.toBeChecked();
    await expectNoViolations(admin);
    await admin.setViewportSize({ width: 320, height: 800 });
    expect(await admin.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await admin.goto(`${product().url}/admin/purposes`);
    await expect(row(admin, "Account recovery")).toContainText("Version 1");
    await expect(row(admin, "Account recovery").getByRole("link", { name: "Unpublished change" })).toBeVisible();
    await signInAsSomebody(page, product(), somebody());
    await expect(page.getByText("if you lose your phone")).toHaveCount(0);
  });

  test("returns to the editor with the change, which can continue", async ({ browser }) => {
    const admin = await administer(browser);
    await row(admin, "Account recovery").getByRole("link", { name: "Unpublished change" }).click();
    await admin.getByRole("link", { name: "Back to editing" }).click();
    await expect(admin.getByText("There is an unpublished change")).toBeVisible();
    await expect(admin.getByLabel(/^Description/)).toHaveValue("Helps you get back in if you lose your phone.");
    await finish(admin);
    await expect(heading(admin, "Review Account recovery"), "nothing more was changed").toBeVisible();
  });

  test("does not publish without a choice or with a past date, and keeps the choice", async ({ browser }) => {
    const admin = await administer(browser);
    await row(admin, "Account recovery").getByRole("link", { name: "Unpublished change" }).click();
    const release = admin.getByRole("button", { name: "Publish" });
    await unchecked(admin);
    await release.click();
    await expect(admin.getByRole("group", { name: "Who is asked again" })).toContainText("Choose who is asked");
    for (const [choice, from, problem] of [
      [/^Material/, inDays(-1), "Choose a future date, or leave it empty."],
      [/^Material/, inDays(400), "Choose a date within one year"],
      [/^Wording/, inDays(5), "so it can’t have a date"],
    ] as const) {
      await unchecked(admin);
      await admin.getByRole("radio", { name: choice }).check();
      await admin.getByLabel("Ask from").fill(from);
      await release.click();
      await expect(admin.getByText(problem, { exact: false })).toBeVisible();
      await expect(admin.getByLabel("Ask from")).toHaveAccessibleDescription(new RegExp(problem));
      await expect(admin.getByRole("radio", { name: choice })).toBeChecked();
      await expect(admin.getByLabel("Ask from")).toHaveValue(from);
      await expectNoViolations(admin);
    }
    await admin.goto(`${product().url}/admin/purposes`);
    await expect(row(admin, "Account recovery")).toContainText("Version 1");
  });

  test("does not publish a change that differs from the reviewed one", async ({ browser }) => {
    const [one, other] = [await administer(browser), await administer(browser)];
    for (const page of [one, other]) {
      await row(page, "Account recovery").getByRole("link", { name: "Unpublished change" }).click();
    }
    await other.getByRole("link", { name: "Back to editing" }).click();
    await other.getByLabel(/^Description/).fill("What the other one wrote.");
    await finish(other);
    await expect(heading(other, /^Review/)).toBeVisible();
    await one.getByRole("radio", { name: "Wording only" }).check();
    await one.getByRole("button", { name: "Publish" }).click();
    await expect(one.getByText(/Another administrator changed “Account recovery” in the meantime/)).toBeVisible();
    await expect(one.getByRole("region", { name: "What changes" })).toContainText("What the other one wrote.");
    await expect(
      one.getByRole("radio", { name: "Wording only" }),
      "another text is chosen about anew",
    ).not.toBeChecked();
    await other.getByRole("link", { name: "Discard this change" }).click();
    await expect(heading(other, "Discard the change of “Account recovery”?")).toBeVisible();
    await expectNoViolations(other);
    await other.getByRole("link", { name: "Keep it" }).click();
    await expect(heading(other, /^Review/)).toBeVisible();
    await other.getByRole("link", { name: "Discard this change" }).click();
    await other.getByRole("button", { name: "Discard change" }).click();
    await expect(other.getByText(/The change of “Account recovery” was discarded/)).toBeVisible();
    await one.getByRole("radio", { name: "Wording only" }).check();
    await one.getByRole("button", { name: "Publish" }).click();
    await expect(heading(one, "Account recovery"), "there is nothing to review any more").toBeVisible();
  });

  test("is for administrators", async ({ browser, page }) => {
    const admin = await administer(browser);
    await edit(admin, "Personal greeting", "So we can say hello, and goodbye.");
    const address = admin.url();
    await page.goto(address);
    await expect(heading(page, /^Sign in/)).toBeVisible();
    await signInAsSomebody(page, product(), person);
    await expect(myData(page)).toBeVisible();
    expect((await page.goto(address))?.status()).toBe(404);
    await expect(heading(admin, "Review Personal greeting")).toBeVisible();
  });
});

test.describe("who is asked again", () => {
  test("wording only: no one is asked, and My data mentions it", async ({ browser, page }) => {
    const admin = await administer(browser);
    await edit(admin, "Account recovery", "Helps you get back in.");
    await expect(admin.getByText("Live, version 1")).toHaveCount(0);
    await publish(admin, { asks: "Wording only" });
    await expect(admin.getByText(/with its new wording\. No one is asked again/)).toBeVisible();
    await signInAsSomebody(page, product(), person);
    await expect(myData(page)).toBeVisible();
    const note = page.getByText("The wording has changed since (version 2)");
    await note.click();
    await expect(page.getByText(/You agreed to version 1, which still applies/)).toBeVisible();
    await expect(page.locator("dl:has(ins, del)")).toContainText("Helps you get back in.");
    await expectNoViolations(page);
  });

  test("a draft is marked as one, beside the live version", async ({ browser }) => {
    const admin = await administer(browser);
    await edit(admin, "Personal greeting", "So we can say hello, and goodbye.");
    await admin.getByRole("link", { name: "Back to editing" }).click();
    await expect(admin.getByText("Live, version 1 · unpublished change", { exact: true })).toBeVisible();
  });

  test("published twice, from two tabs: it is published once, and both tabs say so", async ({ browser }) => {
    const [one, other] = [await administer(browser), await administer(browser)];
    await edit(one, "Personal greeting", "So we can say hello, and mean it.");
    await other.goto(one.url());
    await publish(one, { asks: "Wording only" });
    await publish(other, { asks: "Wording only" });
    await expect(other.getByText(/with its new wording/)).toBeVisible();
    await expect(row(other, "Personal greeting")).toContainText("Version 2");
  });

  test("material: people are asked about all of it, including those who refused", async ({ browser, page }) => {
    const admin = await administer(browser);
    await edit(admin, "Account recovery", "Helps you, and those who help you, to get back in.");
    await publish(admin, { asks: "Material: ask again about all of it" });
    await signInAsSomebody(page, product(), person);
    await expect(asked(page)).toBeVisible();
    await expect(page.getByRole("checkbox")).toHaveCount(2);
    for (const one of await page.getByRole("checkbox").all()) await one.check();
    await save(page).click();
    await expect(myData(page)).toBeVisible();
  });

  test("more than before cannot be wording only, and can be asked alone", async ({ browser, page }) => {
    const admin = await administer(browser);
    await admin.getByRole("link", { name: "Account recovery", exact: true }).click();
    await admin.getByLabel(/^Description/).fill("Helps you to get back in, with your nickname.");
    await admin.getByLabel("PII category to add").selectOption({ label: "Nickname" });
    await admin.getByRole("button", { name: "Add PII Category" }).click();
    await finish(admin);
    await expect(admin.getByText("It asks for more than before", { exact: false })).toBeVisible();
    await expect(admin.getByRole("radio", { name: "Wording only" })).toHaveCount(0);
    await publish(admin, { asks: "Only about what is new" });
    await signInAsSomebody(page, product(), { ...person, claims: { nickname: "Nick" } });
    await expect(asked(page)).toBeVisible();
    await expect(page.getByRole("checkbox")).toHaveCount(1);
    await box(page, "Nickname for Account recovery").check();
    await save(page).click();
    await expect(myData(page)).toBeVisible();
  });
});

test.describe("ask from a date", () => {
  test("until then it can be postponed, at each sign-in, and nothing is stored or recorded", async ({
    browser,
    page,
  }) => {
    const admin = await administer(browser);
    const mandatory = async (editor: Page) => editor.getByRole("checkbox", { name: "Mandatory: Phone number" }).check();
    await changePurpose(admin, "Account recovery", mandatory, { from: inDays(10) });
    for (const _ of ["once", "twice"]) {
      await signInAsSomebody(page, product(), person);
      await expect(asked(page)).toBeVisible();
      await expect(page.getByText(/You can choose now or later/)).toBeVisible();
      await expect(leave(page)).toHaveCount(0);
      await expectNoViolations(page);
      const sizes = await Promise.all([save(page), later(page)].map((button) => button.boundingBox()));
      expect(sizes[0]?.height).toBe(sizes[1]?.height);
      expect(sizes[0]?.width).toBe(sizes[1]?.width);
      await page.goto(`${product().url}/consent/close`);
      await expect(asked(page), "nothing is needed yet, so there is nothing to close for").toBeVisible();
      expect(await send(page, "close")).toMatch(/\/refused$/);
      await later(page).click();
      await expect(myData(page)).toBeVisible();
      await page.goto(`${product().url}/me`);
      await expect(page.getByRole("link", { name: /^Receipt/ })).toHaveCount(3);
      await page.context().clearCookies();
    }
  });

  test("refusing what is needed later does not put the account at stake", async ({ page }) => {
    await signInAsSomebody(page, product(), person);
    await save(page).click();
    await expect(page.getByText(/Tick it, or decide later/)).toBeVisible();
    await expectNoViolations(page);
    expect(await session(page)).toEqual([]);
    await later(page).click();
    await expect(myData(page)).toBeVisible();
  });

  test("a new person is asked at once, and cannot postpone it", async ({ page }) => {
    await signInAsSomebody(page, product(), somebody());
    await expect(heading(page, /^Choose what/)).toBeVisible();
    await expect(later(page)).toHaveCount(0);
    expect(await send(page, "later")).toMatch(/\/refused$/);
    expect(await session(page)).toEqual([]);
  });

  test("a wording change keeps the date", async ({ browser, page }) => {
    const admin = await administer(browser);
    await edit(admin, "Account recovery", "Helps you to get back in, by phone.");
    await publish(admin, { asks: "Wording only" });
    await signInAsSomebody(page, product(), person);
    await expect(later(page)).toBeVisible();
  });

  test("a form from before the date has no effect after it", async ({ page }) => {
    const midnight = new Date(`${inDays(10)}T00:00:00Z`).getTime() - Date.now();
    product().moveClock(midnight - 60_000);
    await signInAsSomebody(page, product(), person);
    await expect(later(page)).toBeVisible();
    product().moveClock(midnight + 60_000);
    await later(page).click();
    await expect(page.getByText(/changed what it asks for while you were deciding/)).toBeVisible();
    await expect(leave(page)).toBeVisible();
    expect(await session(page)).toEqual([]);
  });

  test("after the date it cannot be postponed", async ({ page }) => {
    product().moveClock(10 * day);
    await signInAsSomebody(page, product(), person);
    await expect(leave(page)).toBeVisible();
    await expect(later(page)).toHaveCount(0);
    expect(await send(page, "later")).toMatch(/\/refused$/);
    expect(await session(page)).toEqual([]);
    await leave(page).click();
    await expect(heading(page, "Nothing was changed")).toBeVisible();
  });

  test("what cannot wait is asked alone", async ({ browser, page }) => {
    const admin = await administer(browser);
    await addPurpose(admin, {
      name: "Event invitations",
      description: "So we can invite you.",
      attributes: [{ label: "Email address" }],
    });
    await signInAsSomebody(page, product(), person);
    await expect(leave(page)).toBeVisible();
    await expect(page.getByRole("checkbox")).toHaveCount(1);
    await expect(page.getByText("Already stored for Account recovery. Tick to use it for this too.")).toBeVisible();
    await save(page).click();
    await expect(myData(page)).toBeVisible();
    await page.context().clearCookies();
    await signInAsSomebody(page, product(), person);
    await expect(later(page), "and what can, afterwards").toBeVisible();
    for (const one of await page.getByRole("checkbox").all()) await one.check();
    await save(page).click();
    await expect(myData(page)).toBeVisible();
  });
});

/** Turns off the browser's own checks, which the server must not rely on. */
async function unchecked(page: Page): Promise<void> {
  const form = page.locator("form").filter({ has: page.getByRole("button", { name: "Publish" }) });
  await form.evaluate((element: HTMLFormElement) => {
    element.noValidate = true;
  });
}

/** Posts the form on the page with this intent, and returns the address of the redirect. */
async function send(page: Page, intent: string): Promise<string> {
  const response = await page.request.post(product().url + decisionPath, {
    multipart: { intent, ...Object.fromEntries(await hiddenFields(page)) },
    headers: { origin: product().url },
    maxRedirects: 0,
  });
  return response.headers()["location"] ?? "";
}
