import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { fillInProvider } from "../administration.ts";
import { agreeToAll, decline } from "../consent.ts";
import { answer, HostileProvider } from "../hostile-provider.ts";
import { noteRequests, openOneTimeLink } from "../one-time-link.ts";
import { signInAsSomebody, somebody } from "../people.ts";
import { withProductAndDatabase } from "../with-product.ts";

const { product, database } = withProductAndDatabase();

const heading = (page: Page, title: string | RegExp) => page.getByRole("heading", { level: 1, name: title });

/** All set-up links in the log of the app, which only the operator reads. */
const printedLinks = () => readFileSync(join(product().logDir, "app.log"), "utf8").match(/http\S+\/setup#\S+/g) ?? [];

let link = "";
const token = () => link.split("#")[1] ?? "";

/** As on a new installation: there is no administrator, and the server starts. */
test.beforeEach(async () => {
  const before = printedLinks().length;
  await database().run("update users set role = 'person'");
  await product().stopApp();
  await product().startApp();
  await expect.poll(() => printedLinks().length).toBe(before + 1);
  link = printedLinks().at(-1) ?? "";
});

const begin = (page: Page) => page.getByRole("button", { name: "Begin" });

/** Opens the link and continues to the sign-in; the earlier steps are already done. */
async function takeLink(page: Page): Promise<void> {
  await openOneTimeLink(page, link);
  await begin(page).click();
  await expect(heading(page, "Become the administrator")).toBeVisible();
  await page.getByRole("link", { name: "Continue to sign-in" }).click();
  await expect(page.getByText("Sign in to become the administrator.")).toBeVisible();
}

test("the printed link makes the first administrator, once @phone @core", async ({ page, browser }) => {
  const requests = noteRequests(page);
  await page.goto(link);
  await expect(heading(page, "Become the first administrator")).toBeVisible();
  await expectNoViolations(page);
  // Opening the link, as link previews do, does not use it up.
  await page.reload();
  await openOneTimeLink(page, link);
  await begin(page).click();
  await expect(page.getByText("Step 4 of 5")).toBeVisible();
  // This browser does not need it again, and the address of the next page does not keep it.
  await page.goto(link);
  await expect(page.getByText("Step 4 of 5")).toBeVisible();
  expect(page.url()).not.toContain(token());
  expect(requests()).toContain("/setup");
  expect(requests()).not.toContain(token());
  await expectNoViolations(page);
  await page.getByRole("link", { name: "Continue to sign-in" }).click();
  await expect(page.getByText("Sign in to become the administrator.")).toBeVisible();
  await expectNoViolations(page);
  await signInAsSomebody(page, product(), somebody());
  await page.getByRole("checkbox", { name: "Email address for Account recovery" }).check();
  await page.getByRole("button", { name: "Create account with my choices" }).click();
  await expect(heading(page, "Overview")).toBeVisible();

  const late = await browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
  await openOneTimeLink(late, link);
  await begin(late).click();
  await expect(heading(late, "This link doesn’t work")).toBeVisible();
  await signInAsSomebody(late, product(), somebody());
  await agreeToAll(late);
  expect((await late.goto(`${product().url}/admin`))?.status()).toBe(404);
  await late.close();
});

test("a person with an account becomes the administrator by signing in", async ({ page, context }) => {
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await agreeToAll(page);
  await context.clearCookies();
  await takeLink(page);
  await signInAsSomebody(page, product(), person);
  await expect(heading(page, "Overview")).toBeVisible();
});

test("declining makes no administrator, and the link still works", async ({ page }) => {
  await takeLink(page);
  await signInAsSomebody(page, product(), somebody());
  await decline(page).click();
  await expect(page).toHaveURL(/\/consent\/declined/);
  await page.goto(link);
  await expect(heading(page, "Become the administrator")).toBeVisible();
});

test("if two people open the link, the second gets an account and is not an administrator", async ({
  page,
  browser,
}) => {
  const other = await browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
  for (const tab of [page, other]) {
    await takeLink(tab);
    await signInAsSomebody(tab, product(), somebody());
    await expect(decline(tab)).toBeVisible();
  }
  for (const tab of [page, other]) {
    for (const box of await tab.getByRole("checkbox").all()) await box.check();
    await tab.getByRole("button", { name: "Create account with my choices" }).click();
  }
  await expect(heading(page, "Overview")).toBeVisible();
  await expect(other.getByText("Your link can’t make you the administrator.")).toBeVisible();
  await other.getByRole("button", { name: "Create account with my choices" }).click();
  await expect(heading(other, "My data and consents")).toBeVisible();
  expect((await other.goto(`${product().url}/admin`))?.status()).toBe(404);
  await other.close();
});

/** As on an empty installation: no organisation, no provider and no purpose. */
async function emptied(): Promise<void> {
  await database().run("delete from controller");
  await database().run("update identity_provider set enabled = false");
  await database().run("update purpose set status = 'archived', archived_at = now() where status <> 'archived'");
}

/** All pages of the set-up, by path, with their headings. */
const steps = [
  ...["/setup/organisation", "/setup/provider", "/setup/provider/new", "/setup/sign-in", "/setup/purpose"],
  ...["", "/test", "/test/start", "/test/result"].map(
    (page) => `/setup/provider/00000000-0000-4000-8000-000000000000${page}`,
  ),
];

test("the link leads from an empty installation to the first purpose @phone", async ({ page, browser }) => {
  test.slow();
  await emptied();
  const server = await HostileProvider.start();
  const provider = server.provider("contoso");
  const javaScriptEnabled = test.info().project.use.javaScriptEnabled ?? true;
  const stranger = await browser.newPage({ javaScriptEnabled });
  for (const step of steps) {
    await stranger.goto(product().url + step);
    const where = step === "/setup/purpose" ? /^Sign in to / : "This link doesn’t work";
    await expect(heading(stranger, where), step).toBeVisible();
  }

  // The organisation: what was typed stays, and later steps cannot be opened yet.
  await openOneTimeLink(page, link);
  await begin(page).click();
  await expect(heading(page, "Who is responsible")).toBeVisible();
  await page.goto(`${product().url}/setup/sign-in`);
  await expect(heading(page, "Who is responsible")).toBeVisible();
  await expect(page.getByText("Step 1 of 5")).toBeVisible();
  await expectNoViolations(page);
  await page.getByLabel("Legal name").fill("Contoso Ltd");
  await page.getByRole("button", { name: "Save and continue" }).click();
  await expect(page.getByText("Enter the everyday name.").first()).toBeVisible();
  await expect(page.getByLabel("Legal name")).toHaveValue("Contoso Ltd");
  await page.getByLabel("Everyday name").fill("Contoso");
  await page.getByRole("button", { name: "Save and continue" }).click();
  await expect(page.getByText("Enter an email address, a phone number or a postal address.").first()).toBeVisible();
  await page.getByLabel("Email address for privacy").fill("privacy@contoso.example");
  await page.getByRole("button", { name: "Save and continue" }).click();

  // The provider, with Discover. The administration stays closed meanwhile.
  await expect(heading(page, "Connect an identity provider")).toBeVisible();
  for (const shut of ["/admin", "/admin/identity-providers/new", "/admin/users"]) {
    await page.goto(product().url + shut);
    await expect(heading(page, "Sign in to Contoso"), shut).toBeVisible();
  }
  await page.goto(`${product().url}/setup/provider/new`);
  await page.getByLabel("Issuer").fill(provider.issuer);
  await page.getByRole("button", { name: "Discover" }).click();
  await expect(page.getByText(`${provider.issuer}/authorize`)).toBeVisible();
  await expectNoViolations(page);
  await fillInProvider(page, product(), provider, "/setup/provider/new");
  await page.getByRole("button", { name: "Connect", exact: true }).click();

  // The test: a failed test does not enable the provider.
  await expect(heading(page, "Test the sign-in")).toBeVisible();
  await page.reload();
  await expect(page.getByText("Step 3 of 5")).toBeVisible();
  await expectNoViolations(page);
  const letIn = page.getByRole("button", { name: "Let people sign in with Provider contoso" });
  const person = somebody();
  server.signsIn(person.subject, { email: person.email });
  server.misbehave({ token: answer(JSON.stringify({ error: "invalid_client" }), "application/json", 401) });
  await page.getByRole("link", { name: "Test sign-in", exact: true }).click();
  await expect(page.getByText("doesn’t accept the client secret").first()).toBeVisible();
  await expect(letIn).toHaveCount(0);
  server.misbehave();
  await page.getByRole("link", { name: "Test sign-in again" }).click();
  await expect(page.getByText("The sign-in works.")).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await expectNoViolations(page);
  await letIn.click();

  // Back and the list of steps lead back, and a person who returns continues at the open step.
  await expect(heading(page, "Become the administrator")).toBeVisible();
  await page.goBack();
  await expect(heading(page, "Test the sign-in")).toBeVisible();
  await page.getByRole("link", { name: /^Organisation/ }).click();
  await expect(page.getByLabel("Everyday name")).toHaveValue("Contoso");
  await page.goto(`${product().url}/setup`);
  await expect(heading(page, "Become the administrator")).toBeVisible();
  await page.getByRole("link", { name: "Continue to sign-in" }).click();
  await page.getByRole("link", { name: "Continue with Provider contoso" }).click();
  await page.getByRole("button", { name: /^Create account/ }).click();

  await expect(heading(page, "Ask for something")).toBeVisible();
  await expectNoViolations(page);
  for (const step of steps.filter((one) => one !== "/setup/purpose")) {
    await page.goto(product().url + step);
    await expect(heading(page, "This link doesn’t work"), step).toBeVisible();
  }
  await openOneTimeLink(page, link);
  await begin(page).click();
  await expect(heading(page, "This link doesn’t work")).toBeVisible();
  await page.goto(`${product().url}/setup/purpose`);
  await page.getByRole("link", { name: "Account recovery" }).click();
  await expect(page.getByLabel("Purpose", { exact: true })).toHaveValue("Account recovery");
  await page.goto(`${product().url}/admin/audit`);
  await expect(page.getByRole("row").filter({ hasText: "Provider contoso" }).first()).toContainText("set-up link");
  await stranger.close();
  await server.stop();
});

test("a link that ends during the set-up changes nothing, and says so", async ({ page }) => {
  await emptied();
  await openOneTimeLink(page, link);
  await begin(page).click();
  await page.getByLabel("Legal name").fill("Contoso Ltd");
  await page.getByLabel("Everyday name").fill("Contoso");
  await database().run("update setup_link set expires_at = now() - interval '1 minute' where used_at is null");
  const before = await database().dump();
  await page.getByRole("button", { name: "Save and continue" }).click();
  if (test.info().project.use.javaScriptEnabled === false) {
    await expect(heading(page, "This link doesn’t work")).toBeVisible();
  } else {
    await expect(page.getByText("or the set-up link has expired")).toBeVisible();
    await expect(page.getByLabel("Legal name")).toHaveValue("Contoso Ltd");
  }
  expect(await database().dump()).toBe(before);
  await page.goto(`${product().url}/setup/organisation`);
  await expect(heading(page, "This link doesn’t work")).toBeVisible();
});

for (const wrong of ["wrong", "%00", "#", "x".repeat(32), "x".repeat(5000)]) {
  test(`a wrong link is recognised: ${wrong.slice(0, 40)}`, async ({ page }) => {
    await page.goto(`${product().url}/setup`);
    await page.getByLabel("Link", { exact: true }).fill(wrong);
    await begin(page).click();
    await expect(heading(page, "This link doesn’t work")).toBeVisible();
    await expect(begin(page)).toHaveCount(0);
  });
}

// A token in the query was in the log of every proxy. No page takes one from there any more.
test("a link with its token in the query is not taken", async ({ page }) => {
  await page.goto(`${product().url}/setup?link=${token()}`);
  await expect(page.getByLabel("Link", { exact: true })).toHaveValue("");
  expect(await page.content()).not.toContain(`value="${token()}"`);
});

test("what follows the # is enough, pasted alone @script", async ({ page }) => {
  await page.goto(`${product().url}/setup`);
  await page.getByLabel("Link", { exact: true }).fill(token());
  await begin(page).click();
  await expect(page.getByText(/Step \d of 5/)).toBeVisible();
});
