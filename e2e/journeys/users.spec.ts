import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { accept, agreeToAll } from "../consent.ts";
import { asAdministrator, type MadeUpPerson, signInAsAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { withProductAndDatabase } from "../with-product.ts";

const { product, database } = withProductAndDatabase();

const heading = (page: Page, title: string | RegExp) => page.getByRole("heading", { name: title });
const rows = (page: Page) => page.getByRole("table", { name: "Users" }).getByRole("row");
const own = (browser: Browser) =>
  browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });

/** A person with an account, and its page in the administration. */
async function withAccount(page: Page, overrides: Partial<MadeUpPerson> = {}) {
  const made = somebody(overrides);
  await signInAsSomebody(page, product(), made);
  await agreeToAll(page);
  return made;
}

async function search(page: Page, text: string, attribute = "Email address"): Promise<void> {
  const form = page.getByRole("search", { name: "Search" });
  await form.getByLabel("Search by").selectOption({ label: attribute });
  await form.getByLabel("How the value begins").fill(text);
  await form.getByRole("button", { name: "Search" }).click();
}

async function toUser(page: Page, person: MadeUpPerson): Promise<string> {
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/users`);
  await search(page, person.email ?? "");
  await rows(page).nth(1).getByRole("rowheader").getByRole("link").click();
  await expect(heading(page, person.name ?? "")).toBeVisible();
  return new URL(page.url()).pathname;
}

test("a person is found by a value, and the value is not in an address, a log or a header @phone", async ({
  page,
  browser,
}) => {
  const person = await withAccount(await own(browser));
  await withAccount(await own(browser));
  await asAdministrator(page, product());
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url(), request.headers()["referer"] ?? ""));
  await page.goto(`${product().url}/admin/users`);
  await search(page, (person.email ?? "").toUpperCase().slice(0, 14));
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).nth(1)).toContainText(person.email ?? "");
  await expect(page).toHaveURL(/\/admin\/users\?search=[\w-]{12}$/);
  await expectNoViolations(page);
  await page.reload();
  await expect(rows(page)).toHaveCount(2);
  await page.getByLabel("Status").selectOption({ label: "Suspended" });
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(heading(page, "No user matches")).toBeVisible();
  await page.getByRole("link", { name: "Clear the search" }).click();
  await expect(heading(page, "No user matches")).toBeVisible();
  await page.getByRole("link", { name: "Show everyone" }).click();
  // The form of the page that is left would still have the filter.
  await expect(rows(page).nth(1)).toBeVisible();
  await search(page, person.name ?? "", "Name");
  await expect(rows(page)).toHaveCount(2);
  for (const value of [person.email, person.name]) {
    for (const address of addresses) expect(decodeURIComponent(address)).not.toContain(value?.slice(0, 14));
    expect(product().logs()).not.toContain(value);
  }
});

test("masked values are masked in the list and before an action on several accounts @core", async ({
  page,
  browser,
}) => {
  const person = await withAccount(await own(browser));
  await asAdministrator(page, product());
  // The newest is first. A search would show the value in its own field.
  await page.goto(`${product().url}/admin/users`);
  await expect(rows(page).nth(1)).toContainText(person.email ?? "");
  await database().run("update attribute set masked = true where key in ('email', 'name')");
  await page.reload();
  await expect(rows(page).nth(1)).toContainText(`••••${(person.email ?? "").slice(-4)}`);
  await expect(rows(page).nth(1)).toContainText(`••••${(person.name ?? "").slice(-4)}`);
  for (const value of [person.email, person.name]) expect(await page.content()).not.toContain(value);
  await rows(page).nth(1).getByRole("checkbox").check();
  await page.getByRole("button", { name: "Suspend …" }).click();
  await expect(heading(page, "Suspend 1 account?")).toBeVisible();
  await expect(page.getByText(`••••${(person.name ?? "").slice(-4)}`)).toBeVisible();
  expect(await page.content()).not.toContain(person.name);
  await database().run("update attribute set masked = false where key in ('email', 'name')");
});

test("a search of another browser, or an ended one, shows no one instead of everyone", async ({ page, browser }) => {
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/users`);
  await search(page, "email-");
  await expect(page).toHaveURL(/search=/);
  const address = page.url();
  const other = await own(browser);
  await asAdministrator(other, product());
  await other.goto(address);
  await expect(heading(other, "This search has ended")).toBeVisible();
  await search(page, "name-");
  await expect(page).not.toHaveURL(address);
  await page.goto(address);
  await expect(heading(page, "This search has ended")).toBeVisible();
  await expectNoViolations(page);
});

test("a search ends with its session", async ({ page }) => {
  await signInAsAdministrator(page, product());
  await page.goto(`${product().url}/admin/users`);
  await search(page, "email-");
  await expect(page).toHaveURL(/search=/);
  const address = page.url();
  const kept = async () => (await page.context().cookies(address)).filter(({ name }) => name.endsWith("-user-search"));
  const before = await kept();
  expect(before).toHaveLength(1);
  await page.request.post(`${product().url}/sign-out/now`, { headers: { origin: product().url } });
  expect(await kept()).toEqual([]);
  await signInAsAdministrator(page, product());
  await page.context().addCookies(before);
  await page.goto(address);
  await expect(heading(page, "This search has ended")).toBeVisible();
});

test("a masked value is found only as a whole, and the search is on the audit log", async ({ page, browser }) => {
  const person = await withAccount(await own(browser));
  const email = person.email ?? "";
  await database().run("update attribute set masked = true where key = 'email'");
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/users`);
  await search(page, email.slice(0, -1), "Email address (masked: the whole value)");
  await expect(heading(page, "No user matches")).toBeVisible();
  await search(page, email, "Email address (masked: the whole value)");
  await expect(rows(page)).toHaveCount(2);
  await page.goto(`${product().url}/admin/audit?type=value-searched`);
  await expect(page.getByRole("row").filter({ hasText: "Searched by a masked detail" }).first()).toBeVisible();
  expect(await page.content()).not.toContain(email);
  await database().run("update attribute set masked = false where key = 'email'");
});

for (const text of ["%", "_mail", "' or 1=1 --", "nobody@", "\\"]) {
  test(`a search for ${text} is literal and finds no one`, async ({ page }) => {
    await asAdministrator(page, product());
    await page.goto(`${product().url}/admin/users`);
    await search(page, text);
    await expect(heading(page, "No user matches")).toBeVisible();
  });
}

test("a search for nothing says so", async ({ page }) => {
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/users`);
  await search(page, "  ");
  await expect(page.getByText("Enter how the value begins, then search.")).toBeVisible();
  await expect(rows(page).nth(1)).toBeVisible();
});

for (const query of ["?status=gone", "?provider=x", "?signedIn=2026-02-30", "?order=name", "?purpose=%00"]) {
  test(`an address with an invalid filter, ${query}, shows no one`, async ({ page }) => {
    await asAdministrator(page, product());
    await page.goto(`${product().url}/admin/users${query}`);
    await expect(heading(page, "No user matches")).toBeVisible();
  });
}

test("filters and order are in the address and survive a reload", async ({ page, browser }) => {
  await withAccount(await own(browser));
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/users`);
  const form = page.getByRole("search", { name: "Filter" });
  await form.getByLabel("Provider").selectOption({ label: "Demo University" });
  await form.getByLabel("Agreed to").selectOption({ label: "Account recovery" });
  await form.getByLabel("Signed in since (UTC)").fill(new Date().toISOString().slice(0, 10));
  await form.getByLabel("Order").selectOption({ label: "Oldest first" });
  await form.getByRole("button", { name: "Filter" }).click();
  await expect(page).toHaveURL(/provider=.*purpose=.*signedIn=.*order=oldest/);
  await page.reload();
  await expect(form.getByLabel("Order")).toHaveValue("oldest");
  await expect(rows(page).nth(1)).toBeVisible();
  const first = await rows(page).nth(1).innerText();
  await form.getByLabel("Order").selectOption({ label: "Newest first" });
  await form.getByRole("button", { name: "Filter" }).click();
  await expect(rows(page).last()).toContainText(first.split("\n")[0] ?? "");
});

test("a suspended person is signed out at once and cannot sign in until the account is restored @phone", async ({
  page,
  browser,
}) => {
  const theirs = await own(browser);
  const person = await withAccount(theirs);
  await toUser(page, person);
  await expectNoViolations(page);
  await page.getByRole("link", { name: "Suspend" }).click();
  await expect(heading(page, /^Suspend u-/)).toBeVisible();
  await expect(page.getByText("1 session ends.")).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("link", { name: "Keep it active" }).click();
  await page.getByRole("link", { name: "Suspend" }).click();
  await page.getByRole("button", { name: "Suspend account" }).click();
  await expect(page.getByText("The account is suspended and signed out everywhere.")).toBeVisible();
  await expect(page.getByText("Suspended", { exact: true })).toBeVisible();
  await expect(page.getByText("Not signed in anywhere.")).toBeVisible();
  await theirs.goto(`${product().url}/me`);
  await expect(theirs).toHaveURL(/\/sign-in/);
  await signInAsSomebody(theirs, product(), person);
  await expect(heading(theirs, "Your account is suspended")).toBeVisible();
  await page.getByRole("button", { name: "Restore" }).click();
  await expect(page.getByText("The account is restored.")).toBeVisible();
  await signInAsSomebody(theirs, product(), person);
  await expect(heading(theirs, "My data and consents")).toBeVisible();
});

test("signing a person out everywhere ends only their sessions", async ({ page, browser }) => {
  const theirs = await own(browser);
  const person = await withAccount(theirs);
  await toUser(page, person);
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page.getByText("Signed out everywhere.")).toBeVisible();
  await theirs.goto(`${product().url}/me`);
  await expect(theirs).toHaveURL(/\/sign-in/);
  await signInAsSomebody(theirs, product(), person);
  await expect(theirs.getByText(person.phone ?? "")).toBeVisible();
});

test("one optional detail is withdrawn on request: erased, with a receipt that says how it was asked for @phone @core", async ({
  page,
  browser,
}) => {
  const theirs = await own(browser);
  const person = await withAccount(theirs);
  const address = await toUser(page, person);
  await expect(page.getByRole("link", { name: /^Withdraw Email address from Account recovery/ })).toHaveCount(0);
  await page.getByRole("link", { name: "Withdraw Phone number from Account recovery" }).click();
  await expect(heading(page, "Withdraw Phone number from Account recovery?")).toBeVisible();
  await expectNoViolations(page);
  await page.getByLabel("How they asked").selectOption({ label: "By phone" });
  await page.getByRole("button", { name: "Withdraw Phone number" }).click();
  await expect(page.getByText("Withdrawn. The detail is deleted")).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`${address}$`));
  expect(await page.content()).not.toContain(person.phone);
  expect(await database().dump()).not.toContain(person.phone);
  await theirs.reload();
  await expect(theirs.getByText(person.phone ?? "")).toHaveCount(0);
  await page.getByRole("region", { name: "Receipts" }).getByRole("link").first().click();
  await expect(page.getByText("because you asked for it by phone", { exact: false })).toBeVisible();
  await page.goto(`${product().url}/admin/audit?type=withdrawn`);
  const noted = page.getByRole("table").getByRole("row").nth(1);
  await expect(noted).toContainText("Consent withdrawn");
  await expect(noted).toContainText("Reason: telephone");
});

test("nothing in the administration can agree for a person", async ({ page, browser }) => {
  const theirs = await own(browser);
  await signInAsSomebody(theirs, product(), somebody({ name: "Somebody who said no" }));
  await theirs.getByRole("checkbox", { name: "Email address for Account recovery" }).check();
  await accept(theirs).click();
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/users?order=newest`);
  await rows(page).nth(1).getByRole("rowheader").getByRole("link").click();
  await expect(page.getByText("Said no").first()).toBeVisible();
  for (const word of ["Agree", "Grant", "Allow", "Undo"]) {
    await expect(page.getByRole("button", { name: new RegExp(`^${word}`) })).toHaveCount(0);
    await expect(page.getByRole("link", { name: new RegExp(`^${word}`) })).toHaveCount(0);
  }
});

test("closing asks with counts and equal answers, erases, and leaves the receipts @phone @core", async ({
  page,
  browser,
}) => {
  const theirs = await own(browser);
  const person = await withAccount(theirs);
  const address = await toUser(page, person);
  await page.getByRole("link", { name: "Close account" }).click();
  await expect(page.getByText(/^3 stored details, \d consents, 1 session/)).toBeVisible();
  await expect(page.getByText("1 receipt, as proof, without any detail.")).toBeVisible();
  await expectNoViolations(page);
  await page.mouse.move(0, 0);
  const look = (role: "button" | "link", name: string) =>
    page.getByRole(role, { name, exact: true }).evaluate((element) => {
      const { height, width } = element.getBoundingClientRect();
      // Without the colours that fade when the pointer leaves.
      const { color, borderWidth, fontWeight, fontSize, padding } = getComputedStyle(element);
      return { height, width, color, borderWidth, fontWeight, fontSize, padding, classes: element.className };
    });
  expect(await look("button", "Close account")).toEqual(await look("link", "Keep account"));
  await page.getByRole("button", { name: "Close account" }).click();
  await expect(page.getByText("The account is closed and everything stored")).toBeVisible();
  await expect(page.getByText("Removed when the account was closed").first()).toBeVisible();
  await expect(page.getByRole("link", { name: "Close account" })).toHaveCount(0);
  const dump = await database().dump();
  for (const value of [person.email, person.name, person.phone, person.subject]) expect(dump).not.toContain(value);
  await theirs.goto(`${product().url}/me`);
  await expect(theirs).toHaveURL(/\/sign-in/);
  await signInAsSomebody(theirs, product(), person);
  await expect(heading(theirs, "Your account was closed")).toBeVisible();
  for (const page_ of ["/suspend", "/close"]) {
    await page.goto(`${product().url}${address}${page_}`);
    await expect(page).toHaveURL(new RegExp(`${address}$`));
  }
});

test("administrators cannot suspend or close their own account here; two at once see what the first one did", async ({
  page,
  browser,
}) => {
  const other = await own(browser);
  const grace = await withAccount(other);
  const address = await toUser(page, grace);
  await database().run(`update users set role = 'administrator' where id = '${address.split("/").at(-1)}'`);
  await other.goto(product().url + address);
  await expect(other.getByText("This is your own account.")).toBeVisible();
  await expect(other.getByRole("link", { name: "Suspend" })).toHaveCount(0);
  for (const question of ["/suspend", "/close"]) {
    await other.goto(`${product().url}${address}${question}`);
    await expect(other).toHaveURL(new RegExp(`${address}$`));
  }
  const person = await withAccount(await own(browser));
  const theirs = await toUser(page, person);
  await page.getByRole("link", { name: "Suspend" }).click();
  await other.goto(`${product().url}${theirs}/close`);
  await other.getByRole("button", { name: "Close account" }).click();
  await expect(other.getByText("The account is closed")).toBeVisible();
  await page.getByRole("button", { name: "Suspend account" }).click();
  await expect(page.getByText("The account was changed in the meantime.")).toBeVisible();
  await page.goto(`${product().url}${address}/suspend`);
  await page.getByRole("button", { name: "Suspend account" }).click();
  await expect(page.getByText("The account is suspended and signed out everywhere.")).toBeVisible();
  await other.reload();
  await expect(other).toHaveURL(/\/sign-in/);
});

test("several are suspended at once, and each that can't be says why @phone", async ({ page, browser }) => {
  const [ana, ben, cleo] = [somebody(), somebody(), somebody()];
  const theirs = await own(browser);
  for (const person of [ana, ben, cleo]) {
    await theirs.context().clearCookies();
    await signInAsSomebody(theirs, product(), person);
    await agreeToAll(theirs);
  }
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/users?order=oldest`);
  const box = (person: MadeUpPerson) => page.getByRole("checkbox", { name: `Choose ${person.name}` });
  // The administrator's own account cannot be chosen.
  const self = page.getByRole("row").filter({ hasText: "Name: not agreed" }).filter({ hasText: "Administrator" });
  await expect(self).toHaveCount(1);
  await expect(self.getByRole("checkbox")).toHaveCount(0);
  await page.goto(`${product().url}/admin/users`);
  await page.getByRole("button", { name: "Suspend …" }).click();
  await expect(heading(page, "No account is selected")).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("link", { name: "Back to the list" }).click();
  for (const person of [ana, ben, cleo]) await box(person).check();
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Suspend …" }).click();
  await expect(heading(page, "Suspend 3 accounts?")).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("link", { name: "Leave unchanged" }).click();
  for (const person of [ana, ben, cleo]) await box(person).check();
  await page.getByRole("button", { name: "Suspend …" }).click();
  await expect(heading(page, "Suspend 3 accounts?")).toBeVisible();

  // Between the question and the answer another administrator closes one of them.
  await signInAsSomebody(theirs, product(), cleo);
  await theirs.goto(`${product().url}/me/close`);
  await theirs.getByRole("button", { name: "Close account" }).click();
  await expect(heading(theirs, "Your account is closed")).toBeVisible();
  await page.getByRole("button", { name: "Suspend 3 accounts" }).click();
  await expect(heading(page, "2 of 3 accounts are suspended")).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "the account is closed" })).toHaveCount(1);
  await expectNoViolations(page);
  await signInAsSomebody(theirs, product(), ana);
  await expect(heading(theirs, "Your account is suspended")).toBeVisible();

  // Reload writes nothing; the same action again finds that they are already suspended.
  await page.reload();
  await expect(heading(page, "2 of 3 accounts are suspended")).toBeVisible();
  await page.getByRole("link", { name: "Back to the list" }).click();
  for (const person of [ana, ben]) await box(person).check();
  await page.getByRole("button", { name: "Suspend …" }).click();
  await expect(heading(page, "There is nothing to do")).toBeVisible();
  await page.getByRole("link", { name: "Back to the list" }).click();
  for (const person of [ana, ben]) await box(person).check();
  await page.getByRole("button", { name: "Restore …" }).click();
  await page.getByRole("button", { name: "Restore 2 accounts" }).click();
  await expect(heading(page, "2 of 2 accounts are active")).toBeVisible();
});

test("people and visitors do not see any of it, and an unknown account is not found", async ({ page, browser }) => {
  const theirs = await own(browser);
  const address = await toUser(page, await withAccount(theirs));
  const nobody = await browser.newContext();
  const several = `/admin/users/act?what=suspend&user=${address.split("/").at(-1)}`;
  for (const path of [address, `${address}/suspend`, `${address}/close`, "/admin/users?status=active", several]) {
    expect((await theirs.request.get(product().url + path)).status(), path).toBe(404);
    const response = await nobody.request.get(product().url + path, { maxRedirects: 0 });
    expect(response.headers()["location"] ?? (await response.text()), path).toMatch(/\/sign-in\?to=/);
  }
  const unknown = "/admin/users/7ac1b4dd-5f87-4882-9529-aa9480cf6d3f";
  for (const path of [unknown, `${unknown}/suspend`, `${unknown}/close`, `${unknown}/withdraw/x/y`, "/admin/users/x"]) {
    expect((await page.goto(product().url + path))?.status(), path).toBe(404);
  }
});
