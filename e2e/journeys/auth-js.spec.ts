import { expect, type Page, test } from "@playwright/test";
import { addPurpose } from "../administration.ts";
import { AuthJsApplication, type AuthJsSession } from "../auth-js-application.ts";
import { accept, decline, tickAll } from "../consent.ts";
import { asAdministrator, fillInSomebody, somebody } from "../people.ts";
import { registerClient } from "../registered-application.ts";
import { withProduct } from "../with-product.ts";

// An application on Auth.js, a library that we did not write and that many sites use.
const product = withProduct();
test.describe.configure({ mode: "serial" });

const running: AuthJsApplication[] = [];
test.afterAll(() => running.forEach((application) => application.close()));

const name = { token: "Token Reader", userinfo: "Userinfo Reader" } as const;

/** `reads`: from where it takes the details of a person. */
async function start(reads: keyof typeof name): Promise<AuthJsApplication> {
  const application = await AuthJsApplication.listen();
  running.push(application);
  const made = await registerClient(product(), name[reads], {
    redirectUri: application.redirectUri,
    signOutUri: `${application.url}/signed-out`,
    claimsInIdToken: reads === "token",
  });
  application.connect({ issuer: product().url, ...made, ...(reads === "userinfo" ? { idToken: false } : {}) });
  return application;
}

let token: AuthJsApplication;
let userinfo: AuthJsApplication;

test.beforeAll(async ({ browser }) => {
  [token, userinfo] = [await start("token"), await start("userinfo")];
  const page = await browser.newPage();
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin`);
  await addPurpose(page, {
    name: "Profile page",
    description: "To greet you.",
    attributes: [{ label: "Email address" }, { label: "Name" }],
    onlyFor: Object.values(name),
  });
  await page.close();
});

const heading = (page: Page, title: string) => page.getByRole("heading", { level: 1, name: title, exact: true });

/** From the start page of the application, through its own sign-in page. */
async function signIn(page: Page, application: AuthJsApplication): Promise<void> {
  await page.goto(application.url);
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Sign in with Assent" }).click();
}

async function toQuestion(page: Page, application: AuthJsApplication, person = somebody()): Promise<void> {
  await signIn(page, application);
  await page.getByRole("link", { name: "Continue with Demo University" }).click();
  await fillInSomebody(page, person);
  await expect(decline(page)).toBeVisible();
}

/** The session of the application, from its start page. */
async function known(page: Page): Promise<AuthJsSession> {
  await expect(heading(page, "Signed in")).toBeVisible();
  return JSON.parse(await page.locator("pre").innerText()) as AuthJsSession;
}

test("Auth.js gets the details that a person agreed to, from the ID token or from userinfo, as configured @core @phone", async ({
  page,
}) => {
  const person = somebody();
  await toQuestion(page, token, person);
  await expect(page.getByText("To continue to Token Reader")).toBeVisible();
  await tickAll(page);
  await accept(page).click();
  const first = await known(page);
  expect(first.user).toMatchObject({ name: person.name, email: person.email });
  expect(first.idToken).toMatchObject({ iss: product().url, name: person.name, email: person.email });

  // Nothing is left to ask, so the other one is entered straight from its own sign-in page. Both are on one host, and a
  // browser sends cookies to every port of a host.
  await page.context().clearCookies({ domain: "127.0.0.1" });
  await signIn(page, userinfo);
  const second = await known(page);
  expect(second.user).toMatchObject({ name: person.name, email: person.email });
  expect(second.idToken).not.toHaveProperty("email");
  expect(second.idToken["sub"], "two applications, two identifiers").not.toBe(first.idToken["sub"]);
});

test("a refused or withdrawn detail is missing at the next sign-in of Auth.js", async ({ page }) => {
  const person = somebody();
  await toQuestion(page, userinfo, person);
  await tickAll(page);
  await page.getByRole("checkbox", { name: "Name for Profile page" }).uncheck();
  await accept(page).click();
  const before = await known(page);
  expect(before.user).toMatchObject({ email: person.email });
  expect(before.user.name ?? null).toBeNull();

  await page.goto(`${product().url}/me`);
  await page.getByRole("button", { name: "Withdraw email address from Profile page", exact: true }).click();
  await expect(page.getByText("Email address withdrawn from Profile page.")).toBeVisible();
  await signIn(page, userinfo);
  const after = await known(page);
  expect(after.user.email ?? null).toBeNull();
  expect(after.idToken["sub"]).toBe(before.idToken["sub"]);
});

test("a person who declines ends at the sign-in page of Auth.js, and can begin again there @phone", async ({
  page,
}) => {
  await toQuestion(page, userinfo);
  await decline(page).click();
  await page.getByRole("link", { name: "Back to Userinfo Reader" }).click();
  await expect(page).toHaveURL(/^http:\/\/127\.0\.0\.1:\d+\/api\/auth\/(signin|error)\?/);
  await expect(page.getByText("Try signing in with a different account.")).toBeVisible();
  await page.goto(userinfo.url);
  await expect(heading(page, "Not signed in")).toBeVisible();
  await signIn(page, userinfo);
  await expect(page.getByText("To continue to Userinfo Reader")).toBeVisible();
});

test("signing out of Auth.js signs out here too, if the person wants it @phone", async ({ page }) => {
  await toQuestion(page, userinfo);
  await tickAll(page);
  await accept(page).click();
  await known(page);
  await page.getByRole("link", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Sign out of Acme" }).click();
  await expect(page).toHaveURL(`${userinfo.url}/signed-out`);
  await expect(heading(page, "Not signed in")).toBeVisible();
  await signIn(page, userinfo);
  await expect(page.getByRole("link", { name: "Continue with Demo University" })).toBeVisible();
});
