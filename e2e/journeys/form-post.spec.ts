import { expect, type Page, test } from "@playwright/test";
import { boxes, tickAll, accept } from "../consent.ts";
import { HostileProvider } from "../hostile-provider.ts";
import { asAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { withProduct } from "../with-product.ts";

// A provider that answers with a form, posted from its page, as Apple does: OAuth 2.0 Form Post Response Mode.

const product = withProduct();
const slug = "form-post";
const [first, last] = ["Canary-first", "Canary-last"];
let server: HostileProvider;

test.beforeAll(async () => {
  server = await HostileProvider.start();
  await product().connect({ ...server.provider(slug), responseMode: "form_post" });
});
test.beforeEach(() => server.misbehave());
test.afterAll(() => server.stop());

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });
const redirectUri = () => `${product().url}/api/auth/callback/${slug}`;

/** Without a script, the provider's page is pressed. */
async function fromProvider(page: Page): Promise<void> {
  if (test.info().project.use.javaScriptEnabled === false) await page.getByRole("button", { name: "Go on" }).click();
}

async function signIn(page: Page): Promise<void> {
  await page.goto(`${product().url}/sign-in/${slug}`);
  await fromProvider(page);
}

test("signs people in, and leaves no code in an address and no cookie that other sites could use", async ({ page }) => {
  const person = somebody();
  server.signsIn(person.subject, { email: person.email, phone_number: person.phone });
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url()));
  await signIn(page);
  await boxes(page);
  expect(server.authorizations.at(-1)?.get("response_mode")).toBe("form_post");
  const ours = addresses.filter((address) => address.startsWith(product().url));
  expect(ours.some((address) => address.includes("posted="))).toBe(true);
  for (const address of ours) expect(address).not.toMatch(/[?&](code|state|user)=/);
  const cookies = await page.context().cookies(product().url);
  expect(cookies.filter(({ name, value }) => name.includes("-flow-") || value === "")).toEqual([]);
  for (const { name, sameSite, httpOnly } of cookies) expect([name, sameSite, httpOnly]).toEqual([name, "Lax", true]);
  expect(
    cookies.filter(({ name }) => name.includes("-posted-")),
    "used once",
  ).toEqual([]);

  await tickAll(page);
  await accept(page).click();
  await expect(heading(page, "My data and consents")).toBeVisible();
});

test("the name that Apple posts is offered where it is mapped, and stored only if it is agreed to", async ({
  page,
}) => {
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/identity-providers`);
  await page.getByRole("link", { name: `Provider ${slug}`, exact: true }).click();
  await page.getByRole("link", { name: "Claims", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Claim mapping" })).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill("user.name.lastName");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(`“Provider ${slug}” is saved.`)).toBeVisible();

  // A claim of the ID token with this name would count, and the posted one does not replace it.
  const user = JSON.stringify({ name: { firstName: first, lastName: last }, email: "forged@attacker.example" });
  server.misbehave({ posted: { user } });
  const person = somebody();
  server.signsIn(person.subject, { email: person.email, phone_number: person.phone });
  await page.context().clearCookies();
  await signIn(page);
  await boxes(page);
  await expect(page.getByText(last).first()).toBeVisible();
  await expect(page.getByText("forged@attacker.example")).toHaveCount(0);

  // It is posted once. The next sign-in comes without it, and does not erase it.
  await tickAll(page);
  await accept(page).click();
  await expect(heading(page, "My data and consents")).toBeVisible();
  server.misbehave();
  await page.context().clearCookies();
  await signIn(page);
  await expect(heading(page, "My data and consents")).toBeVisible();
  await expect(page.getByText(last).first()).toBeVisible();

  const stranger = somebody();
  server.signsIn(stranger.subject, { email: stranger.email, phone_number: stranger.phone });
  for (const broken of ["{", "[]", "null", `${'{"a":'.repeat(60)}1${"}".repeat(60)}`]) {
    server.misbehave({ posted: { user: broken } });
    await page.context().clearCookies();
    await signIn(page);
    await boxes(page);
    await expect(page.getByText(last)).toHaveCount(0);
  }
});

test("a test of the connection and connecting it to an account work too", async ({ page }) => {
  const person = somebody();
  await asAdministrator(page, product());
  server.signsIn(person.subject, { email: person.email });
  await page.goto(`${product().url}/admin/identity-providers`);
  await page.getByRole("link", { name: `Provider ${slug}`, exact: true }).click();
  await page.getByRole("link", { name: "Test", exact: true }).click();
  await page.getByRole("link", { name: "Test sign-in", exact: true }).click();
  await fromProvider(page);
  await expect(page.getByText("The sign-in works.")).toBeVisible();

  await page.context().clearCookies();
  await signInAsSomebody(page, product(), somebody());
  await tickAll(page);
  await accept(page).click();
  await page.getByRole("link", { name: `Connect Provider ${slug}`, exact: true }).click();
  await page.getByRole("link", { name: `Sign in at Provider ${slug}` }).click();
  await fromProvider(page);
  await expect(heading(page, `Connect this Provider ${slug} sign-in?`)).toBeVisible();
});

test("an answer that this browser did not ask for signs no one in", async ({ page }) => {
  const { request } = page.context();
  const strangers = { code: "stolen", state: "of-another-browser" };
  const posted = await request.post(redirectUri(), { form: strangers, maxRedirects: 0 });
  expect(posted.status()).toBe(303);
  await page.goto(posted.headers()["location"] ?? "");
  await expect(page.getByText("The sign-in was interrupted.")).toBeVisible();

  // The provider's cancel comes as a form too.
  const refused = await request.post(redirectUri(), { form: { error: "access_denied" }, maxRedirects: 0 });
  expect(refused.status()).toBe(303);
  const cookies = await page.context().cookies(product().url);
  expect(cookies.filter(({ name }) => name.endsWith("-session"))).toEqual([]);
});

test("other providers take no form, and a form that is too long is not kept", async ({ request }) => {
  const other = await request.post(`${product().url}/api/auth/callback/demo-university`, { form: { code: "x" } });
  expect(other.status()).toBe(405);
  const long = await request.post(redirectUri(), { form: { code: "x".repeat(8_000) }, maxRedirects: 0 });
  expect(long.status()).toBe(303);
  expect(long.headers()["set-cookie"] ?? "").not.toContain("-posted-");
  expect(long.headers()["location"]).toContain("/sign-in?problem=interrupted");
});
