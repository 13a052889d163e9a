import { expect, type Page, test } from "@playwright/test";
import { boxes } from "../consent.ts";
import { HostileProvider } from "../hostile-provider.ts";
import { asAdministrator, somebody } from "../people.ts";
import type { ConnectedProvider } from "../product.ts";
import { withProduct } from "../with-product.ts";

// An attacker who can change a provider's metadata could name a token endpoint of their own, and was sent the client secret.

const product = withProduct();
let server: HostileProvider;
let elsewhere: HostileProvider;

test.beforeAll(async () => {
  [server, elsewhere] = await Promise.all([HostileProvider.start(), HostileProvider.start()]);
});
test.afterEach(() => [server, elsewhere].forEach((one) => one.misbehave()));
test.afterAll(() => Promise.all([server, elsewhere].map((one) => one?.stop())));

/** The other server knows no nonce of ours, and answers as itself. */
const otherIssuer = "The provider’s answer can’t be used.";

const movedTo = (slug: string) => ({ document: { token_endpoint: `${elsewhere.provider(slug).issuer}/token` } });
const originOf = ({ issuer }: ConnectedProvider) => new URL(issuer).origin;

async function openConnection(page: Page, { name }: ConnectedProvider): Promise<void> {
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/identity-providers`);
  await page.getByRole("link", { name, exact: true }).click();
}

async function expectVerdict(page: Page, verdict: string): Promise<void> {
  await page.getByRole("link", { name: "Test", exact: true }).click();
  await page.getByRole("link", { name: "Test sign-in", exact: true }).click();
  await expect(page.getByText(verdict)).toBeVisible();
}

for (const tokenAuth of ["client_secret_basic", "client_secret_post"] as const) {
  test(`a secret is not sent to another token endpoint until it is entered again (${tokenAuth})`, async ({
    page,
    browser,
  }) => {
    const provider = { ...server.provider(tokenAuth.replaceAll("_", "-")), tokenAuth };
    await product().connect(provider);
    const person = somebody();
    server.signsIn(person.subject, { email: person.email, phone_number: person.phone });
    await openConnection(page, provider);
    await expect(page.getByText(`, for ${originOf(provider)}`)).toBeVisible();
    await expectVerdict(page, "The sign-in works.");

    server.misbehave(movedTo(provider.slug));
    const before = elsewhere.tokenRequests.length;
    await page.getByRole("link", { name: "Connection", exact: true }).click();
    await expectVerdict(page, "The token endpoint is at another address than before.");
    await expect(page.getByRole("alert").first()).toContainText(originOf(elsewhere.provider(provider.slug)));
    const visitor = await browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
    await visitor.goto(`${product().url}/sign-in/${provider.slug}`);
    await expect(visitor.getByRole("alert").filter({ hasText: /reference/i })).toBeVisible();
    expect(product().logs("app")).toContain("client-secret-elsewhere");
    expect(elsewhere.tokenRequests).toHaveLength(before);

    // The old endpoint works again as soon as the metadata names it again.
    server.misbehave();
    await page.getByRole("link", { name: "Connection", exact: true }).click();
    await expectVerdict(page, "The sign-in works.");
    await visitor.goto(`${product().url}/sign-in/${provider.slug}`);
    await boxes(visitor);
    await visitor.close();

    // Or the administrator says that it has really moved.
    server.misbehave(movedTo(provider.slug));
    await page.getByRole("link", { name: "Connection", exact: true }).click();
    await page.getByLabel("Client secret").fill(provider.clientSecret);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText(`“${provider.name}” is saved.`)).toBeVisible();
    await expect(page.getByText(`, for ${originOf(elsewhere.provider(provider.slug))}`)).toBeVisible();
    await expectVerdict(page, otherIssuer);
    expect(elsewhere.tokenRequests).toHaveLength(before + 1);
  });
}

test("a signature with our key goes along, and names the endpoint that it is sent to", async ({ page }) => {
  const provider = { ...server.provider("by-key"), tokenAuth: "private_key_jwt" as const };
  await product().connect(provider);
  const keysOfClient = `${product().url}/api/providers/${provider.slug}/jwks.json`;
  elsewhere.misbehave({ keysOfClient });
  server.misbehave(movedTo(provider.slug));
  await openConnection(page, provider);
  // The other server takes only an assertion for its own endpoint.
  await expectVerdict(page, otherIssuer);
  elsewhere.misbehave({ keysOfClient: `${elsewhere.provider("by-key").issuer}/jwks` });
  await page.getByRole("link", { name: "Connection", exact: true }).click();
  await expectVerdict(page, "The provider doesn’t accept the client secret or the key.");
});
