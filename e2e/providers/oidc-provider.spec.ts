import { expect, type Page, test } from "@playwright/test";
import { addPurpose } from "../administration.ts";
import { asAdministrator, asAdministratorOn, somebody } from "../people.ts";
import { withProduct } from "../with-product.ts";
import {
  begin,
  firstSignIn,
  forget,
  myData,
  proveAgain,
  signOutThere,
  testConnection,
  untilSignedOut,
} from "./foreign-provider.ts";
import { type OidcProviderConfiguration, refused, working } from "./oidc-provider-configurations.ts";
import { OidcProviderServer } from "./oidc-provider-server.ts";

const product = withProduct();
let server: OidcProviderServer;

test.beforeAll(({ browser }) =>
  asAdministratorOn(browser, product(), (page) =>
    addPurpose(page, { name: "Letters", description: "To write to you.", attributes: [{ label: "Address" }] }),
  ),
);
test.afterEach(() => server.stop());

async function connected(how: OidcProviderConfiguration, slug: string) {
  server = await OidcProviderServer.start(slug, how, product());
  await product().connect(server.connected);
  const { subject, name, email } = somebody();
  const claims = { name, email, email_verified: true, ...how.claims };
  server.knows(subject, claims);
  return { subject, claims };
}

/** Through its pages for development. */
async function signInAgain(page: Page, subject: string): Promise<void> {
  await page.getByPlaceholder("Enter any login").fill(subject);
  await page.getByPlaceholder("and password").fill("any");
  await page.getByRole("button", { name: "Sign-in" }).click();
}

/** The first time it also asks whether Assent may know who they are. */
async function signInThere(page: Page, subject: string): Promise<void> {
  await signInAgain(page, subject);
  const confirm = page.getByRole("button", { name: "Continue", exact: true });
  await confirm.click();
}

for (const [index, how] of working.entries()) {
  test(`oidc-provider with ${how.what}`, async ({ page }) => {
    const slug = `works-${index}`;
    const { subject, claims } = await connected(how, slug);
    const features = how.server?.features;
    const there = {
      signIn: (at: Page) => signInThere(at, subject),
      ...(features?.rpInitiatedLogout?.enabled === false
        ? {}
        : {
            signOut: async (at: Page) => {
              await at.getByRole("button", { name: "Yes, sign me out" }).click();
              await expect(at).toHaveURL(`${product().url}/sign-in`);
            },
          }),
    };
    await firstSignIn(page, product(), slug, there);
    for (const value of [claims.email ?? "", ...(how.shown ?? [])]) await expect(page.getByText(value)).toBeVisible();

    const changed = `changed-${claims.email}`;
    server.knows(subject, { ...claims, email: changed });
    await forget(page);
    await begin(page, product(), slug);
    await expect(myData(page)).toBeVisible();
    await expect(page.getByText(changed)).toBeVisible();

    server.rotateKeys();
    await forget(page);
    await begin(page, product(), slug);
    await expect(myData(page)).toBeVisible();
    await proveAgain(page, product(), (at) => signInAgain(at, subject));
    await signOutThere(page, product(), slug, there);

    if (!there.signOut) return;
    await page.goto(server.signOutAddress);
    await page.getByRole("button", { name: "Yes, sign me out" }).click();
    await expect(page.getByText("Sign-out Success")).toBeVisible();
    if (features?.backchannelLogout?.enabled !== false) return untilSignedOut(page, product());
    await page.goto(`${product().url}/me`);
    await expect(myData(page)).toBeVisible();
  });
}

for (const [index, how] of refused.entries()) {
  test(`oidc-provider with ${how.what} is reported`, async ({ page }) => {
    const slug = `refused-${index}`;
    const { subject } = await connected(how, slug);
    await asAdministrator(page, product());
    const there = how.atOnce ? undefined : (at: Page) => signInThere(at, subject);
    await testConnection(page, product(), server.connected.name, there);
    await expect(page.getByRole("alert").filter({ hasText: how.told })).toBeVisible();
    await expect(page.getByText("The sign-in works.")).toHaveCount(0);
  });
}

test("oidc-provider: a person who does not sign in there is told so", async ({ page }) => {
  await connected({ what: "" }, "cancelled");
  await begin(page, product(), "cancelled");
  await page.getByRole("link", { name: "[ Cancel ]" }).click();
  await expect(page.getByText("You cancelled")).toBeVisible();
});
