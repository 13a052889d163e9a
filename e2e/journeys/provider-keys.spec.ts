import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { fillInProvider } from "../administration.ts";
import { boxes } from "../consent.ts";
import { HostileProvider } from "../hostile-provider.ts";
import { asAdministrator, somebody } from "../people.ts";
import { withProductAndDatabase } from "../with-product.ts";

const { product, database } = withProductAndDatabase();
let server: HostileProvider;

test.beforeAll(async () => {
  server = await HostileProvider.start();
});
test.afterAll(() => server?.stop());

const addressOf = (slug: string) => `${product().url}/api/providers/${slug}/jwks.json`;
const keysOf = async (request: APIRequestContext, slug: string) =>
  ((await (await request.get(addressOf(slug))).json()) as { keys: { kid: string }[] }).keys;

/** How many pixels of the keys are hidden without scrolling, with a name that cannot break. */
const hiddenSideways = (page: Page) =>
  page.getByRole("table", { name: "Keys for this identity provider" }).evaluate((table) => {
    for (const name of table.querySelectorAll(".mono")) name.textContent = "W".repeat(43);
    const scroller = table.parentElement as HTMLElement;
    return scroller.scrollWidth - scroller.clientWidth;
  });

async function expectTestWorks(page: Page, works: boolean): Promise<void> {
  await page.getByRole("link", { name: "Test", exact: true }).click();
  await page.getByRole("link", { name: "Test sign-in", exact: true }).click();
  const verdict = works ? "The sign-in works." : "The provider doesn’t accept the client secret or the key.";
  await expect(page.getByText(verdict)).toBeVisible();
  await page.getByRole("link", { name: "Connection", exact: true }).click();
}

test("a provider is connected with our key, which is replaced without an interruption @phone", async ({
  page,
  browser,
  request,
}) => {
  const { clientSecret: _, ...provider } = server.provider("by-key");
  const listed = { token_endpoint_auth_signing_alg_values_supported: ["RS256", "ES256"] };
  const keysOfClient = addressOf(provider.slug);
  server.misbehave({ document: listed, keysOfClient });
  const person = somebody();
  server.signsIn(person.subject, { email: person.email });
  expect((await request.get(keysOfClient)).status()).toBe(404);
  await asAdministrator(page, product());
  await fillInProvider(page, product(), { ...provider, clientSecret: "" });
  await page.getByRole("combobox", { name: "Authentication at the token endpoint" }).selectOption("private_key_jwt");
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByLabel("JWKS URL")).toHaveValue(keysOfClient);
  await expectNoViolations(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  expect(await hiddenSideways(page), "a key's name without a hyphen wraps").toBeLessThanOrEqual(0);
  const [first, ...none] = await keysOf(request, provider.slug);
  expect(none).toEqual([]);
  expect(Object.keys(first ?? {}).sort()).toEqual(["alg", "crv", "kid", "kty", "use", "x", "y"]);
  await expectTestWorks(page, true);

  await page.getByRole("button", { name: "Create a new key" }).click();
  await expect(page.getByText("It is published now.")).toBeVisible();
  const [, second] = await keysOf(request, provider.slug);
  expect((await keysOf(request, provider.slug)).map(({ kid }) => kid)).toEqual([first?.kid, second?.kid]);
  await page.getByRole("button", { name: `Let it sign: ${second?.kid}` }).click();
  await expect(page.getByRole("button", { name: `Remove: ${first?.kid}` })).toBeVisible();
  await expectTestWorks(page, true);
  await page.getByRole("button", { name: `Remove: ${first?.kid}` }).click();
  await expect(page.getByText("is deleted and no longer published")).toBeVisible();
  expect((await keysOf(request, provider.slug)).map(({ kid }) => kid)).toEqual([second?.kid]);

  // A real sign-in uses the signature too.
  await page.getByRole("button", { name: "Enable" }).click();
  await expect(page.getByText(`People can now sign in with “${provider.name}”.`)).toBeVisible();
  const visitor = await browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
  await visitor.goto(`${product().url}/sign-in/${provider.slug}`);
  await boxes(visitor);
  await visitor.close();

  // A provider that knows other keys refuses ours, and the test says so.
  server.misbehave({ document: listed, keysOfClient: `${provider.issuer}/jwks` });
  await expectTestWorks(page, false);
  const dump = await database().dump();
  expect(dump).not.toMatch(/"d": ?"/);
});

test("a provider that accepts none of our signatures is refused, with what to do @script", async ({ page }) => {
  server.misbehave({ document: { token_endpoint_auth_signing_alg_values_supported: ["HS256"] } });
  await asAdministrator(page, product());
  await fillInProvider(page, product(), { ...server.provider("by-mac"), clientSecret: "" });
  await page.getByRole("combobox", { name: "Authentication at the token endpoint" }).selectOption("private_key_jwt");
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByRole("alert").first()).toContainText("supports none of the signatures Assent can make");
});
