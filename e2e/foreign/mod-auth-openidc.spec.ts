import { randomBytes } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { accept, decline, tickAll } from "../consent.ts";
import { somebody } from "../people.ts";
import { registerClient } from "../registered-application.ts";
import { withProduct } from "../with-product.ts";
import { setUpPage, siteHeaders, toQuestion, withdraw } from "./foreign-application.ts";
import { Program, tellVersion } from "./program.ts";
import { apache, apacheModules } from "./programs.ts";

// Apache with mod_auth_openidc, set up with what our set-up page says to paste.
const product = withProduct({ alone: true });
const name = "Apache Portal";
const purpose = "Portal page";
let program: Program;

test.beforeAll(async ({ browser }) => {
  program = await Program.prepare();
  const { url } = program;
  const { id, secret } = await registerClient(product(), name, {
    redirectUri: `${url}/redirect_uri`,
    signOutUri: `${url}/signed-out`,
    backChannel: `${url}/redirect_uri?logout=backchannel`,
  });
  const attributes = [{ label: "Email address" }, { label: "Name" }];
  const paste = await setUpPage(browser, product(), { id, program: "mod-auth-openidc", name, purpose, attributes });
  const file = program.write("apache.conf", configuration(paste));
  tellVersion(apache(), "-v");
  await program.start(apache(), ["-f", file, "-D", "FOREGROUND"], {
    ...{ ASSENT_SECRET: secret, OIDC_PASSPHRASE: randomBytes(24).toString("hex") },
  });
});
test.afterAll(() => program.stop());

/** `paste` as it is, but asking userinfo at every second. */
function configuration(paste: string): string {
  const { folder, port, site } = program;
  const modules = ["mpm_event", "authn_core", "authz_core", "authz_user", "proxy", "proxy_http", "auth_openidc"];
  const own = process.getuid?.() === 0 ? "User www-data\nGroup www-data\n" : "";
  return `${own}ServerRoot ${folder}
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
PidFile ${folder}/pid
Mutex file:/tmp default
ErrorLog ${folder}/errors
LogLevel warn
${modules.map((one) => `LoadModule ${one}_module ${apacheModules()}/mod_${one}.so`).join("\n")}
${paste.replace(/^(OIDCUserInfoRefreshInterval) .*$/m, "$1 1")}
OIDCCookieSameSite Off
<Location />
  AuthType openid-connect
  Require valid-user
</Location>
<Location /signed-out>
  AuthType None
  Require all granted
</Location>
ProxyPass /redirect_uri !
ProxyPass / ${site.url}/
`;
}

/** Resolves when the site behind it says what is expected: it asks userinfo again once a second has passed. */
const eventually = (page: Page, look: (headers: Readonly<Record<string, string>>) => void) =>
  expect(async () => {
    await page.goto(program.url);
    look(await siteHeaders(page));
  }).toPass();

const signInPage = (page: Page) => page.getByRole("link", { name: "Continue with Demo University" });

test("first sign-in, returning, and a withdrawn detail that vanishes", async ({ page }) => {
  const person = somebody();
  await page.goto(program.url);
  await toQuestion(page, name, person);
  await tickAll(page);
  await accept(page).click();
  const first = await siteHeaders(page);
  expect(first).toMatchObject({
    oidc_claim_iss: product().url,
    oidc_claim_email: person.email,
    oidc_claim_name: person.name,
  });

  await page.context().clearCookies({ domain: "127.0.0.1" });
  await page.goto(program.url);
  const again = await siteHeaders(page);
  expect(again["oidc_claim_sub"]).toBe(first["oidc_claim_sub"]);
  expect(again).toMatchObject({ oidc_claim_email: person.email });

  await withdraw(page, product(), "email address", purpose);
  await eventually(page, (headers) => {
    expect(headers).not.toHaveProperty("oidc_claim_email");
    expect(headers).toMatchObject({ oidc_claim_name: person.name });
  });
});

test("who declines is told so by Apache, and the site is not reached", async ({ page }) => {
  await page.goto(program.url);
  await toQuestion(page, name, somebody());
  await decline(page).click();
  await page.getByRole("link", { name: `Back to ${name}` }).click();
  await expect(page).toHaveURL(new RegExp(`^${program.url}/redirect_uri\\?`));
  // 2.4.12 takes `iss` in an answer with an error (RFC 9207) for a request to begin a sign-in.
  await expect(page.getByText(/access_denied|Invalid Request/)).toBeVisible();
});

async function signedIn(page: Page): Promise<void> {
  await page.goto(program.url);
  await toQuestion(page, name, somebody());
  await tickAll(page);
  await accept(page).click();
  await siteHeaders(page);
}

test("signing out there signs out here, and leads back", async ({ page }) => {
  await signedIn(page);
  await page.goto(`${program.url}/redirect_uri?logout=${encodeURIComponent(`${program.url}/signed-out`)}`);
  await page.getByRole("button", { name: /^Sign out of / }).click();
  await expect(page).toHaveURL(`${program.url}/signed-out`);
  await page.goto(program.url);
  await expect(signInPage(page)).toBeVisible();
});

test("signing out here ends the session there, by back-channel logout", async ({ page }) => {
  await signedIn(page);
  await page.goto(`${product().url}/me`);
  await page.getByRole("button", { name: "Sign out" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "You are signed out" })).toBeVisible();
  await expect(async () => {
    await page.goto(program.url);
    await expect(signInPage(page)).toBeVisible({ timeout: 1000 });
  }).toPass();
});
