import { expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { preview } from "../administration.ts";
import { agreeToAll } from "../consent.ts";
import { asAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { withProduct } from "../with-product.ts";

const product = withProduct();

const beside = (page: Page) => page.getByRole("complementary", { name: "Preview" });
const chosen = (page: Page) => beside(page).getByLabel("What the preview shows");
const name = (page: Page) => page.getByLabel("Purpose", { exact: true });
const hasScript = () => test.info().project.use.javaScriptEnabled !== false;

/** Without a script the choices are sent with a button. */
async function choose(page: Page, label: string): Promise<void> {
  const radio = beside(page).getByRole("radio", { name: new RegExp(`^${label}`) });
  await ((await radio.count()) > 0 ? radio.check({ force: true }) : chosen(page).selectOption({ label }));
  if (!hasScript()) await beside(page).getByRole("button", { name: "Show" }).click();
}

test.beforeEach(async ({ page }) => {
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/purposes`);
  await page.getByRole("link", { name: "Account recovery", exact: true }).click();
  await expect(preview(page).getByRole("group", { name: "Account recovery" })).toBeVisible();
});

test("the preview has the chosen language, colours and state, and typed text stays", async ({ page }) => {
  const screen = preview(page);
  const background = () =>
    screen.locator("body").evaluate((body) => getComputedStyle(body.ownerDocument.documentElement).colorScheme);
  await name(page).fill("Typed and not saved");
  await expect.poll(background).toBe("light");
  await choose(page, "Dark");
  await expect.poll(background).toBe("dark");
  await choose(page, "العربية");
  await expect(screen.locator("html")).toHaveAttribute("dir", "rtl");
  await expect(screen.getByRole("group", { name: "استعادة الحساب" })).toBeVisible();
  await choose(page, "English");
  await expect(screen.locator("html")).toHaveAttribute("lang", "en");
  await choose(page, "Sent with every box empty");
  await expect(screen.getByText("Tick the required detail")).toBeVisible();
  await choose(page, "A detail was not sent");
  await expect(screen.getByText("Demo University didn’t send this. Nothing will be stored.")).toBeVisible();
  await expect(screen.getByRole("textbox", { name: "Email address" })).toBeVisible();
  await choose(page, "Asked again: new");
  await expect(screen.getByText("New", { exact: true })).toBeVisible();
  await expect(screen.getByText("Personal greeting")).toBeVisible();
  await expect(name(page)).toHaveValue("Typed and not saved");
});

test("the preview follows what is typed, in every state, and its controls cannot be used @script", async ({ page }) => {
  const screen = preview(page);
  await name(page).fill("Getting back in");
  await expect(screen.getByRole("group", { name: "Getting back in" })).toBeVisible();
  await choose(page, "Asked again: changed");
  await expect(screen.getByText("Changed", { exact: true })).toBeVisible();
  await expect(
    screen.locator("del, ins").filter({ hasText: "Getting back in" }).or(screen.getByText("Getting back in")).first(),
  ).toBeVisible();

  // A detail that only the provider can send: without it there is no account.
  await page.getByLabel("PII category to add").selectOption({ label: "Email address verified" });
  await page.getByRole("button", { name: "Add PII Category" }).click();
  await choose(page, "A mandatory detail was not sent");
  await expect(beside(page).getByText("Nothing here can block an account")).toBeVisible();
  await page.getByRole("checkbox", { name: "Mandatory: Email address verified" }).check();
  await expect(beside(page).getByText("Nothing here can block an account")).toHaveCount(0);
  await expect(screen.getByRole("link", { name: "Sign in again" })).toBeVisible();
  await choose(page, "As usual");
  await expect(screen.getByRole("button", { name: "Create account with my choices" })).toBeVisible();

  // It is inert: the keyboard and clicks do not reach it, and its address does not contain the typed text.
  await screen.getByRole("button", { name: "Create account with my choices" }).evaluate((button) => {
    (button as HTMLButtonElement).focus();
    (button as HTMLButtonElement).form?.requestSubmit();
  });
  expect(await screen.locator("body").evaluate((body) => body.ownerDocument.activeElement === body)).toBe(true);
  await expect(screen.getByRole("group", { name: "Getting back in" })).toBeVisible();
  expect(
    page
      .frames()
      .map((frame) => frame.url())
      .join(),
  ).not.toContain("Getting");

  // A phone and a desktop: the frame's page has that width and its columns.
  const width = () => screen.locator("body").evaluate((body) => body.ownerDocument.defaultView?.innerWidth ?? 0);
  await expect.poll(width).toBeLessThanOrEqual(390);
  await beside(page).getByRole("radio", { name: "Mobile" }).focus();
  await page.keyboard.press("ArrowLeft");
  await expect(beside(page).getByRole("radio", { name: "Desktop" })).toBeChecked();
  await expect.poll(width).toBe(1024);

  const opened = page.waitForEvent("popup");
  await beside(page).getByRole("link", { name: "Open it in a new tab" }).click();
  const tab = await opened;
  await expect(tab.getByRole("group", { name: "Getting back in" })).toBeVisible();
  await name(page).fill("Followed in both");
  await expect(tab.getByRole("group", { name: "Followed in both" })).toBeVisible();
  await tab.close();

  // If it cannot be rendered, the last one stays, with a message.
  await page.route("**/admin/preview?*", (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await name(page).fill("Never drawn");
  await expect(screen.getByText("The preview isn’t available right now.")).toBeVisible();
  await expect(name(page)).toHaveValue("Never drawn");
  await page.unroute("**/admin/preview?*");
  await name(page).fill("Drawn again");
  await expect(screen.getByRole("group", { name: "Drawn again" })).toBeVisible();
  await expect(screen.getByText("The preview isn’t available right now.")).toHaveCount(0);
  await expectNoViolations(page);
});

test("a purpose that is not translated says which text people see instead @script", async ({ page }) => {
  await page.goto(`${product().url}/admin/purposes/new?template=newsletter`);
  const screen = preview(page);
  await expect(screen.getByRole("group", { name: "Newsletter" })).toBeVisible();
  await expect(beside(page).getByRole("radio", { name: /Deutsch.*not translated/ })).toBeVisible();
  await choose(page, "Deutsch");
  await expect(beside(page).getByText("People who use it see the English text.")).toBeVisible();
  await expect(screen.locator("html")).toHaveAttribute("lang", "de");
  await expect(screen.getByRole("heading", { name: "Newsletter" })).toHaveAttribute("lang", "en");
  await choose(page, "Asked again: changed");
  await expect(beside(page).getByText("No one has been asked this yet")).toBeVisible();
  await choose(page, "Sent with every box empty");
  await expect(beside(page).getByText("Nothing is mandatory here")).toBeVisible();
});

test("the preview is only for administrators and existing purposes @script", async ({ page, browser }) => {
  const person = await browser.newPage({ locale: "en-GB" });
  await person.goto(`${product().url}/admin/preview?language=en`);
  await expect(person).toHaveURL(/\/sign-in\?to=/);
  await signInAsSomebody(person, product(), somebody());
  await agreeToAll(person);
  expect((await person.goto(`${product().url}/admin/preview?language=en`))?.status()).toBe(404);
  await person.close();
  for (const purpose of ["00000000-0000-4000-8000-000000000000", "nothing", "' or 1=1"]) {
    const gone = `${product().url}/admin/preview?${new URLSearchParams({ purpose }).toString()}`;
    expect((await page.goto(gone))?.status()).toBe(404);
  }
  await page.goto(`${product().url}/admin/preview?state=__proto__&language=tlh&editor=nobody&template=none`);
  await expect(page.getByRole("group", { name: "Name of the purpose" })).toBeVisible();
});
