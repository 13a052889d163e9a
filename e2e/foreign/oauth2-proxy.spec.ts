import { randomBytes } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { accept, decline, tickAll } from "../consent.ts";
import { fillInSomebody, somebody } from "../people.ts";
import { registerClient } from "../registered-application.ts";
import { withProduct } from "../with-product.ts";
import { setUpPage, siteHeaders, toQuestion, withdraw } from "./foreign-application.ts";
import { Program, tellVersion } from "./program.ts";
import { oauth2Proxy } from "./programs.ts";

// oauth2-proxy, set up with what our set-up page says to paste. It has no back-channel logout.
const product = withProduct({ alone: true });
const name = "Proxy Portal";
const purpose = "Proxy page";
let program: Program;
let clientId: string;

test.beforeAll(async ({ browser }) => {
  program = await Program.prepare();
  const { url, port, site } = program;
  const made = await registerClient(product(), name, {
    redirectUri: `${url}/oauth2/callback`,
    signOutUri: `${url}/ping`,
  });
  clientId = made.clientId;
  const attributes = [{ label: "Email address", mandatory: true }];
  const paste = await setUpPage(browser, product(), {
    ...{ id: made.id, program: "oauth2-proxy", name, purpose, attributes },
  });
  program.write("assent-secret", made.secret);
  const file = program.write(
    "oauth2-proxy.cfg",
    `${paste.replaceAll("/etc/oauth2-proxy/", `${program.folder}/`)}
cookie_secret = "${randomBytes(16).toString("hex")}"
cookie_secure = false
http_address = "127.0.0.1:${port}"
upstreams = ["${site.url}/"]
whitelist_domains = ["localhost:${new URL(product().url).port}"]
`,
  );
  tellVersion(oauth2Proxy(), "--version");
  await program.start(oauth2Proxy(), ["--config", file]);
});
test.afterAll(() => program.stop());

/** Over its own page. */
async function begin(page: Page): Promise<void> {
  await page.goto(program.url);
  await page.getByRole("button", { name: /^Sign in with / }).click();
}

async function signedIn(page: Page, person = somebody()): Promise<void> {
  await begin(page);
  await toQuestion(page, name, person);
  await tickAll(page);
  await accept(page).click();
}

const forget = (page: Page) => page.context().clearCookies({ domain: "127.0.0.1" });

test("first sign-in, returning, and a withdrawn email address that is asked for again", async ({ page }) => {
  const person = somebody();
  await signedIn(page, person);
  const first = await siteHeaders(page);
  expect(first).toMatchObject({ "x-forwarded-email": person.email });
  await forget(page);
  await begin(page);
  expect(await siteHeaders(page)).toMatchObject({
    ...{ "x-forwarded-email": person.email, "x-forwarded-user": first["x-forwarded-user"] },
  });

  await withdraw(page, product(), "email address", purpose);
  await forget(page);
  await begin(page);
  // From another site a sign-in has to be pressed.
  await page.getByRole("link", { name: "Continue with Demo University" }).click();
  await fillInSomebody(page, person);
  await expect(page.getByRole("heading", { level: 1, name: `Choose what ${name} gets` })).toBeVisible();
});

test("who declines is told so by oauth2-proxy, and the site is not reached", async ({ page }) => {
  await begin(page);
  await toQuestion(page, name, somebody());
  await decline(page).click();
  await page.getByRole("link", { name: `Back to ${name}` }).click();
  await expect(page).toHaveURL(new RegExp(`^${program.url}/oauth2/callback\\?`));
  await expect(page.getByText("Forbidden")).toBeVisible();
});

test("signing out there signs out here, and leads back", async ({ page }) => {
  await signedIn(page);
  await siteHeaders(page);
  const end = new URL(`${product().url}/oidc/session/end`);
  end.searchParams.set("client_id", clientId);
  end.searchParams.set("post_logout_redirect_uri", `${program.url}/ping`);
  await page.goto(`${program.url}/oauth2/sign_out?rd=${encodeURIComponent(end.href)}`);
  await page.getByRole("button", { name: /^Sign out of / }).click();
  await expect(page).toHaveURL(`${program.url}/ping`);
  await begin(page);
  await expect(page.getByRole("link", { name: "Continue with Demo University" })).toBeVisible();
});
