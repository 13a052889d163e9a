import { expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { agreeToAll } from "../consent.ts";
import { asAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { withProduct } from "../with-product.ts";

const product = withProduct();

const palette = (page: Page) => page.getByRole("dialog", { name: "Go anywhere" });
const field = (page: Page) => palette(page).getByRole("combobox");
const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });

/** Opens a page of the administration; the keys work once the button works. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(product().url + path);
  await expect(page.getByRole("button", { name: "Go to …" })).toBeEnabled();
}

test("the palette opens a page, a purpose and a person by typing @script", async ({ page, browser }) => {
  const person = somebody();
  const theirs = await browser.newPage();
  await signInAsSomebody(theirs, product(), person);
  await agreeToAll(theirs);
  await theirs.close();
  await asAdministrator(page, product());
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(decodeURIComponent(request.url())));
  await open(page, "/admin");
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
  await expect(palette(page).getByRole("option", { name: "Personal greeting" })).toBeVisible();
  await expectNoViolations(page);
  await field(page).fill("audi");
  await page.keyboard.press("Enter");
  await expect(heading(page, "Audit")).toBeVisible();
  await expect(palette(page)).toHaveCount(0);

  await page.getByRole("button", { name: "Go to …" }).click();
  await field(page).fill("recovery");
  await palette(page).getByRole("option", { name: "Account recovery" }).click();
  await expect(heading(page, "Account recovery")).toBeVisible();

  await page.keyboard.press("Control+k");
  await field(page).fill(person.email ?? "");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("table", { name: "Users" }).getByText(person.email ?? "")).toBeVisible();
  for (const address of addresses) expect(address).not.toContain(person.email);
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Escape");
  await expect(palette(page)).toHaveCount(0);
});

test("it asks before unsaved text is lost, like every other link @script", async ({ page }) => {
  await asAdministrator(page, product());
  await open(page, "/admin/purposes/new");
  await page.getByLabel(/^Description/).fill("Not saved yet.");
  await page.keyboard.press("Control+k");
  await field(page).fill("ledger");
  await page.keyboard.press("Enter");
  const question = page.getByRole("dialog").filter({ has: page.getByRole("heading", { level: 2 }) });
  await expect(question).toBeVisible();
  await question.getByRole("button").first().click();
  await expect(page.getByLabel(/^Description/)).toHaveValue("Not saved yet.");
});

test("single keys focus the search and open the list of keys, but not while typing, and can be switched off @script", async ({
  page,
}) => {
  await asAdministrator(page, product());
  await open(page, "/admin/purposes");
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("a/b?");
  await expect(page.getByRole("searchbox")).toHaveValue("a/b?");
  await page.getByRole("searchbox").blur();
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(help).toBeVisible();
  await expectNoViolations(page);
  await help.getByRole("checkbox", { name: /^Use \/ and \?/ }).uncheck();
  await help.getByRole("button", { name: "Close" }).click();
  await expect(help).toHaveCount(0);
  await open(page, "/admin/purposes");
  await page.keyboard.press("?");
  await page.keyboard.press("/");
  await expect(help).toHaveCount(0);
  await expect(page.getByRole("searchbox")).not.toBeFocused();
  // On a page without a search, the palette is the search.
  await page.keyboard.press("Control+k");
  await palette(page).getByRole("button", { name: "Keyboard shortcuts" }).click();
  await help.getByRole("checkbox").check();
  await page.keyboard.press("Escape");
  await open(page, "/admin/ledger");
  await page.keyboard.press("/");
  await expect(field(page)).toBeFocused();
});

test("entries that can't be read are reported, and the pages are still listed @script", async ({ page }) => {
  await asAdministrator(page, product());
  await open(page, "/admin");
  await page.context().clearCookies({ name: /-session$/ });
  await page.keyboard.press("Control+k");
  await expect(palette(page).getByRole("alert")).toHaveText(/isn’t available right now/);
  await expect(palette(page).getByRole("option", { name: "Purposes" })).toBeVisible();
});
