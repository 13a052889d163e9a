import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { addPurpose, changePurpose, recipient } from "../administration.ts";
import { accept, agreeToAll, tickAll } from "../consent.ts";
import { asAdministrator, fillInSomebody, signInAsSomebody, somebody } from "../people.ts";
import { RelyingParty } from "../relying-party.ts";
import { withProductAndDatabase } from "../with-product.ts";

const { product, database } = withProductAndDatabase();

const parties: RelyingParty[] = [];
test.afterAll(() => parties.forEach((party) => party.close()));

async function listening(): Promise<RelyingParty> {
  const party = await RelyingParty.listen();
  parties.push(party);
  return party;
}

const heading = (page: Page, title: string | RegExp) => page.getByRole("heading", { level: 1, name: title });
/** A link of the page itself: the navigation has some of the same names. */
const tab = (page: Page, name: string) => page.getByRole("main").getByRole("link", { name, exact: true });
const own = (browser: Browser) =>
  browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });

/** Opens the form of a new application and fills in what it needs. */
async function fillInApplication(page: Page, name: string, redirectUris: string): Promise<void> {
  await page.goto(`${product().url}/admin/applications/new`);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Redirect URIs").fill(redirectUris);
}

const add = (page: Page) => page.getByRole("button", { name: "Add application" }).click();

/** The secret that the page shows once. */
async function makeSecret(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Make a secret" }).click();
  const field = page.getByLabel("Client secret");
  await expect(field).toHaveValue(/^[\w-]{43}$/);
  return field.inputValue();
}

/** A new person signs in to the application. Resolves with the answer of the token endpoint. */
async function newcomerSignsIn(page: Page, party: RelyingParty, person = somebody()) {
  await page.goto(await party.signInAddress());
  await page.getByRole("link", { name: "Continue with Demo University" }).click();
  await fillInSomebody(page, person);
  await tickAll(page);
  const back = party.comesBack();
  await accept(page).click();
  const tokens = await party.tokens(await back);
  await expect(heading(page, "Library")).toBeVisible();
  return tokens;
}

test("an administrator adds an application, people sign in to it, and its secret is replaced @core", async ({
  page,
  browser,
}) => {
  const party = await listening();
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/applications`);
  await expectNoViolations(page);
  await fillInApplication(page, "Library Portal", party.redirectUri);
  await expectNoViolations(page);
  await add(page);
  await expect(page.getByRole("status").filter({ hasText: "“Library Portal” is added." })).toBeVisible();
  const first = await makeSecret(page);
  await expectNoViolations(page);
  // Not reloaded: without a script, that would post the form again.
  await page.goto(page.url());
  await expect(page.getByLabel("Client secret")).toHaveCount(0);
  await tab(page, "Set up").click();
  await expect(page.getByLabel("Issuer")).toHaveValue(product().url);
  const clientId = await page.getByLabel("Client ID").inputValue();
  await expectNoViolations(page);

  await party.connect(product().url, { clientId, secret: first });
  const person = await own(browser);
  const tokens = await newcomerSignsIn(person, party);
  expect(tokens.claims()).toMatchObject({ iss: product().url, aud: clientId });

  const works = async (secret: string) => {
    await party.connect(product().url, { clientId, secret });
    const back = party.comesBack();
    await person.goto(await party.signInAddress());
    return party.tokens(await back).then(
      () => true,
      () => false,
    );
  };
  await tab(page, "Secrets").click();
  const second = await makeSecret(page);
  expect([await works(first), await works(second)], "both while one is replaced").toEqual([true, true]);
  await page
    .getByRole("button", { name: /^End the secret made on/ })
    .first()
    .click();
  await expect(page.getByRole("status").filter({ hasText: "no longer works" })).toBeVisible();
  expect([await works(first), await works(second)], "the first is ended").toEqual([false, true]);

  await page.getByRole("button", { name: "Disable", exact: true }).click();
  await expect(
    page.getByRole("status").filter({ hasText: "People can no longer sign in to “Library Portal”" }),
  ).toBeVisible();
  await person.goto(await party.signInAddress());
  await expect(heading(person, "You can’t continue this sign-in")).toBeVisible();
  await person.close();

  await page.goto(`${product().url}/admin/audit?type=application-changed`);
  const changes = page.getByRole("table");
  await expect(changes.getByText("secret added")).toHaveCount(2);
  await expect(changes.getByText("secret ended")).toHaveCount(1);
});

test("the usual mistakes in an address are explained, and what was typed stays", async ({ page }) => {
  await asAdministrator(page, product());
  await fillInApplication(page, "", "https://*.library.example/callback");
  await page.getByLabel("Home").fill("library.example");
  await add(page);
  const wrong = page.getByRole("alert", { name: /^Correct / });
  for (const sentence of ["Enter a name.", "has a wildcard", "“library.example” is not a complete address."]) {
    await expect(wrong).toContainText(sentence);
  }
  await expectNoViolations(page);
  await expect(page.getByLabel("Redirect URIs")).toHaveValue("https://*.library.example/callback");
  await page.getByLabel("Name", { exact: true }).fill("Mistaken");
  await page.getByLabel("Home").fill("");
  await page.getByLabel("Redirect URIs").fill(`${product().url}/oidc/auth`);
  await add(page);
  await expect(wrong).toContainText("is an address of Assent");
});

test("an application on a phone has no secret, and must use PKCE", async ({ page }) => {
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/applications/new`);
  await tab(page, "Native").click();
  await expect(page.getByText("It has no secret and must use PKCE.")).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill("Library App");
  await page.getByLabel("Redirect URIs").fill("example.library:/callback");
  await add(page);
  await expect(page.getByLabel("Client ID")).toBeVisible();
  await expect(tab(page, "Secrets")).toHaveCount(0);
});

test("two administrators who change one application: the second sees what the first stored", async ({
  page,
  browser,
}) => {
  await asAdministrator(page, product());
  await fillInApplication(page, "Shared Portal", "https://shared.example/callback");
  await add(page);
  await tab(page, "Settings").click();
  await page.waitForURL(/\/admin\/applications\/[\w-]{36}$/);
  const other = await own(browser);
  await asAdministrator(other, product());
  await other.goto(page.url());
  for (const [one, name] of [
    [page, "First Portal"],
    [other, "Second Portal"],
  ] as const) {
    await one.getByLabel("Name", { exact: true }).fill(name);
    await one.getByRole("button", { name: "Save" }).click();
  }
  await expect(heading(page, "First Portal")).toBeVisible();
  const conflict = other.getByRole("alert").filter({ hasText: "Another administrator changed this in the meantime" });
  await expect(conflict).toContainText("First Portal");
  await other.getByRole("button", { name: "Save" }).click();
  await expect(heading(other, "Second Portal")).toBeVisible();
  await other.close();
});

test("the set-up page says what a product needs, and an application is deleted with everything of it", async ({
  page,
}) => {
  await asAdministrator(page, product());
  await fillInApplication(page, "Charts", "https://charts.example/oauth");
  await add(page);
  await tab(page, "Set up").click();
  await tab(page, "Grafana").click();
  const notYet = page.getByRole("status").filter({ hasText: "Grafana cannot sign people in to Charts yet" });
  await expect(notYet).toContainText("https://charts.example/login/generic_oauth");
  await expect(notYet).toContainText("only with Email address");
  await expect(page.getByText("use_pkce = true")).toBeVisible();
  await expectNoViolations(page);
  await tab(page, "Purposes").click();
  await tab(page, "Delete").click();
  await expect(heading(page, "Delete Charts? People will not be able to sign in to it through Assent")).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("status").filter({ hasText: "The application was deleted." })).toBeVisible();
  await expect(page.getByRole("link", { name: "Charts" })).toHaveCount(0);
});

test("an administrator tries an application, and sees what it gets and why not the rest", async ({
  page,
  browser,
  request,
}) => {
  await asAdministrator(page, product());
  await fillInApplication(page, "Tried Portal", "https://tried.example/callback");
  await add(page);
  await tab(page, "Set up").click();
  const clientId = await page.getByLabel("Client ID").inputValue();
  await tab(page, "Try it").click();
  await page.waitForURL(/\/try$/);
  await expectNoViolations(page);
  await tab(page, "Try it").last().click();
  await expect(page.getByText("The sign-in to Tried Portal works")).toBeVisible();
  await expectNoViolations(page);
  const email = page.getByRole("row").filter({ hasText: "Email address" }).first();
  await expect(email).toContainText("Not released");
  await expect(email).toContainText("for purposes that do not name Tried Portal");
  await expect(page.getByRole("region", { name: "ID token" })).toContainText(`"aud": "${clientId}"`);
  await page.reload();
  await expect(page.getByRole("heading", { name: "There is nothing to show" })).toBeVisible();

  // From outside, a code of a tried sign-in is useless without the application's own proof.
  const refused = await request.post(`${product().url}/oidc/token`, {
    form: {
      grant_type: "authorization_code",
      client_id: clientId,
      code: "x".repeat(43),
      redirect_uri: `${product().url}/admin/applications/try`,
      code_verifier: "v".repeat(43),
    },
  });
  expect(await refused.json()).toMatchObject({ error: "invalid_client" });
  const other = await own(browser);
  await other.goto(`${product().url}/admin/applications/try?code=x&state=y`);
  await expect(other).toHaveURL(/\/sign-in/);
  await other.close();
});

test("the answer of a tried sign-in is shown only to the administrator who began it", async ({ page, browser }) => {
  await asAdministrator(page, product());
  await fillInApplication(page, "Waiting Portal", "https://waiting.example/callback");
  await add(page);
  await tab(page, "Try it").click();
  await page.waitForURL(/\/try$/);
  const home = page.url();
  // The answer has come and is waiting; its page is not opened yet.
  let to = `${home}/start`;
  for (let step = 0; step < 5 && to !== `${home}/result`; step++) {
    const response = await page.request.get(to, { maxRedirects: 0, headers: { "sec-fetch-site": "same-origin" } });
    to = new URL(response.headers()["location"] ?? "", to).href;
  }
  expect(to).toBe(`${home}/result`);

  const another = await own(browser);
  const person = somebody();
  await signInAsSomebody(another, product(), person);
  await agreeToAll(another);
  const theirs = `(select user_id from federated_identity where subject = '${person.subject}')`;
  await database().run(`update users set role = 'administrator' where id = ${theirs}`);
  await another
    .context()
    .addCookies((await page.context().cookies(product().url)).filter(({ name }) => name.endsWith("-try")));
  await another.goto(to);
  await expect(another.getByRole("heading", { name: "There is nothing to show" })).toBeVisible();
  await another.context().close();
  await page.goto(to);
  await expect(page.getByText("The sign-in to Waiting Portal works")).toBeVisible();
});

/** An application that is ready to sign people in, and that a purpose names beside the organisation. */
async function namedApplication(browser: Browser, name: string, purpose: string): Promise<RelyingParty> {
  const party = await listening();
  const page = await own(browser);
  await asAdministrator(page, product());
  await fillInApplication(page, name, party.redirectUri);
  await add(page);
  const secret = await makeSecret(page);
  await tab(page, "Set up").click();
  const clientId = await page.getByLabel("Client ID").inputValue();
  await addPurpose(page, {
    name: purpose,
    description: "To lend you books.",
    attributes: [{ label: "Email address" }],
  });
  await changePurpose(page, purpose, async (editor) => {
    await recipient(editor, name).check();
  });
  await page.close();
  await party.connect(product().url, { clientId, secret });
  return party;
}

test("My data shows what an application gets, and a button withdraws it @phone", async ({ page, browser }) => {
  const party = await namedApplication(browser, "City Library", "Library card");
  const person = somebody();
  const tokens = await newcomerSignsIn(page, party, person);
  const sub = tokens.claims()?.sub ?? "";
  expect(await party.userinfo(tokens.access_token, sub)).toMatchObject({ sub, email: person.email });

  await page.goto(`${product().url}/me`);
  const part = page.getByRole("region", { name: "City Library" });
  await expect(part).toContainText("Gets: Email address");
  await expect(part).toContainText("Last sign-in on");
  await expect(part).toContainText("Last got details on");
  await expect(part).toContainText("It also ends the purpose “Library card” for");
  await expectNoViolations(page);
  await part.getByRole("button", { name: "Withdraw from City Library" }).click();
  await expect(
    page.getByRole("status").filter({ hasText: "City Library gets no details about you any more" }),
  ).toBeVisible();
  await expect(part.getByRole("button")).toHaveCount(0);
  await expect(part).toContainText("Gets no details about you.");
  expect(await party.userinfo(tokens.access_token, sub), "gone from the next answer").toEqual({ sub });
});
