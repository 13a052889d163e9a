import { expect, type Page, test } from "@playwright/test";
import { agreeToAll } from "../consent.ts";
import { HostileProvider } from "../hostile-provider.ts";
import { asAdministrator, somebody } from "../people.ts";
import { withProduct } from "../with-product.ts";

const product = withProduct();

// Providers change while we run: keys are replaced, endpoints move. What was read is cached for ten minutes.
let server: HostileProvider;

test.beforeAll(async () => {
  server = await HostileProvider.start();
  await Promise.all(["moving", "rotating"].map((slug) => product().connect(server.provider(slug))));
});
test.afterEach(() => server.misbehave());
test.afterAll(() => server?.stop());

async function signIn(page: Page, slug: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto(`${product().url}/sign-in/${slug}`);
}

test("after Discover, the next sign-in uses the new metadata @script", async ({ page, browser }) => {
  const person = somebody();
  server.signsIn(person.subject, { email: person.email, phone_number: person.phone });
  await signIn(page, "moving");
  await agreeToAll(page);
  server.misbehave({ moved: true });
  await signIn(page, "moving");
  await expect(page.getByRole("alert").filter({ hasText: /reference/i })).toBeVisible();

  const administration = await browser.newPage();
  await asAdministrator(administration, product());
  await administration.goto(`${product().url}/admin/identity-providers`);
  await administration.getByRole("link", { name: "Provider moving" }).click();
  await administration.getByRole("button", { name: "Discover" }).click();
  await expect(administration.getByText(/\/moving\/moved-token/)).toBeVisible();
  await administration.close();

  await signIn(page, "moving");
  await expect(page.getByText(person.email ?? "")).toBeVisible();
});

test("Discover says what must stay off at the provider @core", async ({ page }) => {
  server.misbehave({
    document: {
      dpop_signing_alg_values_supported: ["ES256"],
      id_token_encryption_alg_values_supported: ["RSA-OAEP"],
      scopes_supported: ["openid"],
    },
  });
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/identity-providers`);
  await page.getByRole("link", { name: "Provider moving" }).click();
  await page.getByRole("button", { name: "Discover" }).click();
  await expect(page.getByText("Encrypted tokens and answers: the provider can encrypt them")).toBeVisible();
  await expect(page.getByText("DPoP: the provider can bind tokens to a key")).toBeVisible();
  await expect(page.getByText("The provider doesn’t list these scopes: profile, email")).toBeVisible();
});

test("a key that is replaced with the same id is found at the next sign-in, twice in a row @script", async ({
  page,
}) => {
  const person = somebody();
  server.signsIn(person.subject, { email: person.email, phone_number: person.phone });
  await signIn(page, "rotating");
  await agreeToAll(page);
  for (const _ of ["first", "second"]) {
    await server.replaceKey();
    await signIn(page, "rotating");
    await expect(page.getByText(person.email ?? "")).toBeVisible();
  }
});
