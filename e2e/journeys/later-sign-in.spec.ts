import { expect, type Browser, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { addPurpose, changePurpose } from "../administration.ts";
import { accept, agreeToAll, leave, save } from "../consent.ts";
import { decisionPath, hiddenFields } from "../decision-form.ts";
import { type MadeUpPerson, signInAsAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { withProduct } from "../with-product.ts";

// The rows of docs/decision-table.md about people with an account, through the pages. One product, in order, because
// purposes are asked of everyone.
const product = withProduct();
test.describe.configure({ mode: "serial" });

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });
const myData = (page: Page) => heading(page, "My data and consents");
const asked = (page: Page) => heading(page, /changed what it asks for/);
const box = (page: Page, name: string) => page.getByRole("checkbox", { name });

/** A browser without cookies. */
async function fresh(browser: Browser): Promise<Page> {
  return (await browser.newContext()).newPage();
}

async function administer(browser: Browser, work: (page: Page) => Promise<void>): Promise<void> {
  const page = await fresh(browser);
  await signInAsAdministrator(page, product());
  await work(page);
  await page.context().close();
}

/** A person who agreed to everything before anything changed, and is signed out. */
async function known(browser: Browser, overrides: Partial<MadeUpPerson> = {}): Promise<MadeUpPerson> {
  const [page, person] = [await fresh(browser), somebody(overrides)];
  await signInAsSomebody(page, product(), person);
  await agreeToAll(page);
  await page.context().close();
  return person;
}

const session = async (page: Page) =>
  (await page.context().cookies(product().url)).filter(({ name }) => name.endsWith("-session"));

test("nothing new: straight in, granted details refreshed, everything else dropped @core", async ({ page }) => {
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await box(page, "Email address for Account recovery").check();
  await accept(page).click();
  await expect(myData(page)).toBeVisible();
  await page.context().clearCookies();
  const later = { ...person, email: `later-${person.email}`, phone: "+44 7700 912345", name: "Somebody Else" };
  await signInAsSomebody(page, product(), later);
  await expect(myData(page)).toBeVisible();
  await expect(page.getByText(later.email)).toBeVisible();
  await expect(page.getByText(/Updated on/)).toBeVisible();
  const content = await page.content();
  for (const dropped of [later.phone, later.name, person.phone ?? ""]) expect(content).not.toContain(dropped);
});

test("the provider stops sending a mandatory detail: it is kept, and the page says so @core", async ({
  page,
  browser,
}) => {
  const person = await known(browser);
  const { email: _email, phone: _phone, ...without } = person;
  await signInAsSomebody(page, product(), without);
  await expect(myData(page)).toBeVisible();
  await expect(page.getByText(person.email ?? "")).toBeVisible();
  await expect(page.getByText(/has not sent this since .*\. It is still stored/)).toBeVisible();
  await expect(page.getByText(person.phone ?? ""), "optional, so it went").toHaveCount(0);
});

test.describe("a new purpose", () => {
  let agrees: MadeUpPerson;
  let leaves: MadeUpPerson;
  let refuses: MadeUpPerson;

  test("is published @core", async ({ browser }) => {
    [agrees, leaves, refuses] = [await known(browser), await known(browser), await known(browser)];
    await administer(browser, (page) =>
      addPurpose(page, {
        name: "Event invitations",
        description: "So Acme can invite you to events near you.",
        attributes: [{ label: "Email address" }],
      }),
    );
  });

  test("is asked before the session, and only what is new @core", async ({ page }) => {
    await signInAsSomebody(page, product(), agrees);
    await expect(asked(page)).toBeVisible();
    expect(await session(page)).toEqual([]);
    await expect(page.getByRole("checkbox")).toHaveCount(1);
    await expect(box(page, "Email address for Event invitations")).not.toBeChecked();
    await expect(page.getByText("New", { exact: true })).toBeVisible();
    await expect(page.getByText("Already stored for Account recovery. Tick to use it for this too.")).toBeVisible();
    await expect(page.getByText("Unchanged: Account recovery and Personal greeting")).toBeVisible();
    await expectNoViolations(page);
    const sizes = await Promise.all([save(page), leave(page)].map((button) => button.boundingBox()));
    expect(sizes[0]?.height).toBe(sizes[1]?.height);
    expect(sizes[0]?.width).toBe(sizes[1]?.width);
    await page.goto(`${product().url}/me`);
    await expect(heading(page, /^Sign in/)).toBeVisible();
    await page.goto(`${product().url}/consent`);
    await box(page, "Email address for Event invitations").check();
    await save(page).click();
    await expect(myData(page)).toBeVisible();
    await expect(page.getByRole("heading", { name: "Event invitations" })).toBeVisible();
    await expect(page.getByText("Agreed to 1 of 1")).toBeVisible();
    await page
      .getByRole("link", { name: /^Receipt/ })
      .first()
      .click();
    await expect(heading(page, "Consent receipt")).toBeVisible();
    await expect(page.getByText("Choices were saved on")).toBeVisible();
    await page.context().clearCookies();
    await signInAsSomebody(page, product(), agrees);
    await expect(myData(page), "not asked twice").toBeVisible();
  });

  test("leaving changes nothing, starts no session, and is asked again @core", async ({ page }) => {
    await signInAsSomebody(page, product(), leaves);
    await box(page, "Email address for Event invitations").check();
    await leave(page).click();
    await expect(heading(page, "Nothing was changed")).toBeVisible();
    await expectNoViolations(page);
    expect(await session(page)).toEqual([]);
    await page.goto(`${product().url}/consent`);
    await expect(heading(page, /^Sign in/)).toBeVisible();
    await signInAsSomebody(page, product(), leaves);
    await expect(asked(page)).toBeVisible();
  });

  test("a refusal of an optional one is not asked again @core", async ({ page }) => {
    await signInAsSomebody(page, product(), refuses);
    await save(page).click();
    await expect(myData(page)).toBeVisible();
    await page.context().clearCookies();
    await signInAsSomebody(page, product(), refuses);
    await expect(myData(page)).toBeVisible();
  });

  test("a decision that is sent twice, or from another browser, makes one receipt @core", async ({ page, browser }) => {
    const person = leaves;
    await signInAsSomebody(page, product(), person);
    await expect(asked(page)).toBeVisible();
    const cookies = await page.context().cookies();
    const form = await formOf(page);
    const send = (origin = product().url) =>
      page.request.post(product().url + decisionPath, { multipart: form, headers: { origin }, maxRedirects: 0 });
    expect((await send("https://evil.example")).headers()["location"]).toMatch(/\/refused$/);
    expect((await send()).headers()["location"]).not.toMatch(/consent/);
    // For ten seconds the same answer leads into the same session.
    await product().database.run("update session set created_at = created_at - interval '11 seconds'");
    const other = await browser.newContext();
    await other.addCookies(cookies);
    const replay = await other.request.post(product().url + decisionPath, {
      multipart: form,
      headers: { origin: product().url },
      maxRedirects: 0,
    });
    expect(replay.headers()["location"]).toMatch(/\/consent\/ended$/);
    expect((await other.cookies()).filter(({ name }) => name.endsWith("-session"))).toEqual([]);
    await page.goto(`${product().url}/me`);
    await expect(page.getByRole("link", { name: /^Receipt/ })).toHaveCount(2);
  });

  test("what was not asked, and what is unchanged, cannot be decided by a forged form", async ({ page, browser }) => {
    const person = await known(browser);
    await administer(browser, (admin) =>
      addPurpose(admin, { name: "Badge", description: "For your badge.", attributes: [{ label: "Name" }] }),
    );
    await signInAsSomebody(page, product(), person);
    const form = await formOf(page);
    const ids = await page
      .getByRole("checkbox")
      .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
    const attribute = ids[0]?.split(".")[0];
    for (const grant of [`${attribute}.phone_number`, "00000000-0000-4000-8000-000000000000.email"]) {
      const response = await page.request.post(product().url + decisionPath, {
        multipart: { ...form, grant },
        headers: { origin: product().url },
        maxRedirects: 0,
      });
      expect(response.headers()["location"]).toMatch(/\/refused$/);
    }
    expect(await session(page)).toEqual([]);
    await leave(page).click();
    await expect(heading(page, "Nothing was changed")).toBeVisible();
  });
});

test.describe("a changed purpose", () => {
  let person: MadeUpPerson;
  let closes: MadeUpPerson;

  test("with only a change of wording is not asked", async ({ page, browser }) => {
    person = await known(browser);
    closes = await known(browser);
    await administer(browser, (admin) =>
      changePurpose(admin, "Account recovery", async (editor) => {
        await editor.getByLabel(/^Description/).fill("So that you can get back in.");
      }),
    );
    await signInAsSomebody(page, product(), person);
    await expect(myData(page)).toBeVisible();
  });

  test("that needs more is asked, with the text before and after", async ({ page, browser }) => {
    await administer(browser, (admin) =>
      changePurpose(
        admin,
        "Account recovery",
        async (editor) => {
          const mandatory = editor.getByRole("checkbox", { name: "Mandatory: Phone number" });
          if (!(await mandatory.isChecked())) await mandatory.check();
          await editor.getByLabel(/^Description/).fill("So that you can get back in, also by phone.");
        },
        { asks: "Material: ask again about all of it" },
      ),
    );
    await signInAsSomebody(page, product(), person);
    await expect(asked(page)).toBeVisible();
    await expect(page.getByText("Changed", { exact: true })).toBeVisible();
    await expect(page.locator("dl:has(ins, del)")).toContainText("So that you can get back in, also by phone.");
    await expectNoViolations(page);
    await page.setViewportSize({ width: 320, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });

  test("refusing what is now mandatory: leave, and keep the account", async ({ page }) => {
    await signInAsSomebody(page, product(), person);
    await box(page, "Email address for Account recovery").check();
    await save(page).click();
    const summary = page.getByRole("alert").filter({ hasText: "Check one answer to save your choices" });
    await expect(summary).toBeFocused();
    await expect(summary.getByRole("link", { name: "Tick the box for your phone number" })).toBeVisible();
    await expect(page).toHaveTitle(/^Error: /);
    await expect(page.getByRole("button", { name: /close/i }), "closing is never one press away").toHaveCount(0);
    await expect(box(page, "Email address for Account recovery"), "ticks are kept").toBeChecked();
    await expectNoViolations(page);
    await page.getByRole("link", { name: "close your account" }).click();
    await expect(heading(page, "Close your account")).toBeVisible();
    await expectNoViolations(page);
    const [close, keep] = [
      page.getByRole("button", { name: "Close account" }),
      page.getByRole("link", { name: "Keep account" }),
    ];
    const [first, second] = await Promise.all([close, keep].map((answer) => answer.boundingBox()));
    expect(first?.height).toBe(second?.height);
    expect(first?.width).toBe(second?.width);
    expect([first?.y, first?.x], "closing comes first, as on every page that closes").toEqual([
      expect.closeTo(Math.min(first?.y ?? 0, second?.y ?? 0), 0),
      expect.closeTo(Math.min(first?.x ?? 0, second?.x ?? 0), 0),
    ]);
    await keep.click();
    await expect(box(page, "Email address for Account recovery"), "ticks are kept").toBeChecked();
    await leave(page).click();
    await expect(heading(page, "Nothing was changed")).toBeVisible();
    expect(await session(page)).toEqual([]);
  });

  test("or close the account permanently", async ({ page, browser }) => {
    await signInAsSomebody(page, product(), closes);
    const stale = await browser.newContext();
    await stale.addCookies(await page.context().cookies());
    const form = { ...(await formOf(page)), intent: "accept" };
    await page.getByRole("link", { name: "close your account" }).click();
    await page.getByRole("button", { name: "Close account" }).click();
    await expect(heading(page, "Your account is closed")).toBeVisible();
    await expectNoViolations(page);
    // A form that another browser sends later does not restore anything.
    const late = await stale.request.post(product().url + decisionPath, {
      multipart: form,
      headers: { origin: product().url },
      maxRedirects: 0,
    });
    expect(late.headers()["location"]).toMatch(/\/consent\/ended$/);
    await signInAsSomebody(page, product(), closes);
    await expect(heading(page, "Your account was closed")).toBeVisible();
    expect(await session(page)).toEqual([]);
  });

  test("agreeing stores what is new and signs in", async ({ page }) => {
    const agrees = person;
    await signInAsSomebody(page, product(), agrees);
    await tickAllAgain(page);
    await save(page).click();
    await expect(myData(page)).toBeVisible();
    await expect(page.getByText(agrees.phone ?? "")).toBeVisible();
    await page.context().clearCookies();
    await signInAsSomebody(page, product(), agrees);
    await expect(myData(page)).toBeVisible();
  });
});

test("a request to close from a person without an account has no effect", async ({ page }) => {
  await signInAsSomebody(page, product(), somebody());
  const form = { ...(await formOf(page)), intent: "close" };
  const response = await page.request.post(product().url + decisionPath, {
    multipart: form,
    headers: { origin: product().url },
    maxRedirects: 0,
  });
  expect(response.headers()["location"]).toMatch(/\/refused$/);
  await page.goto(`${product().url}/consent/close`);
  await expect(accept(page)).toBeVisible();
});

/** The fields that the form on the page sends without a tick. */
async function formOf(page: Page): Promise<Record<string, string>> {
  return { intent: "accept", ...Object.fromEntries(await hiddenFields(page)) };
}

async function tickAllAgain(page: Page): Promise<void> {
  await expect(save(page)).toBeVisible();
  for (const one of await page.getByRole("checkbox").all()) await one.check();
}
