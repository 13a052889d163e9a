import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { agreeToAll, boxes } from "../consent.ts";
import { HostileProvider } from "../hostile-provider.ts";
import { asAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { reference } from "../reference.ts";
import { withProductAndDatabase } from "../with-product.ts";

const { product, database } = withProductAndDatabase();
let server: HostileProvider;

test.beforeAll(async () => {
  server = await HostileProvider.start();
  await product().connect({ ...server.provider("second"), name: "Second Provider" });
});
test.afterAll(() => server.stop());

const me = () => `${product().url}/me`;
const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });
const ways = (page: Page) => page.getByRole("region", { name: "How you sign in" }).getByRole("listitem");
async function visitor(browser: Browser): Promise<Page> {
  const javaScriptEnabled = test.info().project.use.javaScriptEnabled ?? true;
  return (await browser.newContext({ javaScriptEnabled })).newPage();
}

/** A person with an account through the demonstration's provider, at My data. */
async function withAccount(page: Page, person = somebody()) {
  await signInAsSomebody(page, product(), person);
  await agreeToAll(page);
  await page.goto(me());
  return person;
}

/** From My data to the second provider and back. */
async function connect(page: Page): Promise<void> {
  await page.goto(me());
  await page.getByRole("link", { name: "Connect Second Provider", exact: true }).click();
  await page.getByRole("link", { name: "Sign in at Second Provider" }).click();
}

test("a second provider leads to the same account, adds nothing, and is disconnected again", async ({
  page,
  browser,
}) => {
  const person = await withAccount(page);
  const [subject, canary] = ["second-1", "canary-of-the-second"];
  server.signsIn(subject, { email: `${canary}@second.example`, name: canary, phone_number: "+44 7700 900999" });
  await expect(ways(page)).toHaveCount(1);
  await page.getByRole("link", { name: "Connect Second Provider", exact: true }).click();
  await expectNoViolations(page);
  await page.getByRole("link", { name: "Sign in at Second Provider" }).click();
  await expect(heading(page, "Connect this Second Provider sign-in?")).toBeVisible();
  await expect(page.getByText(`says you are ${subject}`)).toBeVisible();
  await expectNoViolations(page);
  expect(await database().dump()).not.toContain(subject);
  await page.getByRole("button", { name: "Connect Second Provider" }).click();
  await expect(page.getByText("Second Provider is connected.")).toBeVisible();
  await expect(ways(page)).toHaveCount(2);
  await expectNoViolations(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);

  // Back to the question, and the same answer again: it counted once.
  await page.goto(`${product().url}/me/connect/second/confirm`);
  await expect(heading(page, "Nothing was connected")).toBeVisible();

  const other = await visitor(browser);
  await other.goto(`${product().url}/sign-in/second`);
  await expect(other.getByText(person.email ?? "")).toBeVisible();
  await expect(ways(other)).toHaveCount(2);
  expect(await database().dump(), "nothing of the second is stored").not.toContain(canary);

  const admin = await visitor(browser);
  await asAdministrator(admin, product());
  await admin.goto(`${product().url}/admin/users`);
  await admin
    .getByRole("row", { name: new RegExp(person.email ?? "") })
    .getByRole("link")
    .first()
    .click();
  for (const known of [person.subject, subject]) await expect(admin.getByText(known, { exact: true })).toBeVisible();
  await admin.context().close();

  await other.getByRole("link", { name: "Disconnect Demo University" }).click();
  await expectNoViolations(other);
  await other.getByRole("button", { name: "Disconnect Demo University" }).click();
  await expect(other.getByText("The provider is disconnected.")).toBeVisible();
  await expect(ways(other)).toHaveCount(1);
  await expect(other.getByRole("link", { name: /^Disconnect/ })).toHaveCount(0);
  await page.goto(me());
  await expect(page, "the session that came through it has ended").toHaveURL(/\/sign-in/);
  await other.goto(`${product().url}/me/disconnect/second`);
  await expect(other.getByText("This is your only way to sign in")).toBeVisible();
  await expect(other.getByRole("button", { name: /Disconnect/ })).toHaveCount(0);

  // From the next sign-in on, granted details follow the remaining provider.
  await other.goto(`${product().url}/sign-in/second`);
  await expect(other.getByText(`${canary}@second.example`)).toBeVisible();
  await signInAsSomebody(page, product(), person);
  await boxes(page);
  await other.context().close();
});

test("another account, another browser, an old session or an email address alone cannot connect it", async ({
  page,
  browser,
}) => {
  const owner = await visitor(browser);
  server.signsIn("taken-1", {});
  const ana = await withAccount(owner);
  await connect(owner);
  await owner.getByRole("button", { name: "Connect Second Provider" }).click();
  await expect(ways(owner)).toHaveCount(2);
  await connectAgain(owner);

  await withAccount(page);
  await connect(page);
  await expect(page.getByText("This sign-in belongs to another account")).toBeVisible();
  await expectNoViolations(page);

  // An email address does not connect accounts: the same one at another provider is a new person.
  const stranger = await visitor(browser);
  server.signsIn("stranger-1", { email: ana.email, email_verified: true });
  await stranger.goto(`${product().url}/sign-in/second`);
  await boxes(stranger);

  await page.goto(`${product().url}/me/connect/second`);
  const start = await page.getByRole("link", { name: "Sign in at Second Provider" }).getAttribute("href");
  const from = (site: string) => ({ headers: { "sec-fetch-site": site }, maxRedirects: 0 });
  const elsewhere = await page.request.get(`${product().url}${start}`, from("cross-site"));
  expect(elsewhere.headers()["location"]).toBe(`${product().url}/refused`);
  const form = { provider: "second", intent: "connect" };
  const unproved = await page.request.post(`${product().url}/me/connect/decision`, {
    form,
    headers: { origin: product().url },
    maxRedirects: 0,
  });
  expect(unproved.headers()["location"]).toContain("reason=ended");

  // The sign-in there belongs to another browser, or to another session of this one.
  await connect(page);
  await expect(heading(page, /^Connect this/)).toBeVisible();
  const cookies = (await page.context().cookies()).filter(({ name }) => name.includes("-connect"));
  await owner.context().addCookies(cookies);
  await owner.goto(`${product().url}/me/connect/second/confirm`);
  await expect(heading(owner, "Nothing was connected")).toBeVisible();
  await page.getByRole("button", { name: "Leave unchanged" }).click();
  await expect(ways(page)).toHaveCount(1);
  await page.goto(`${product().url}/me/connect/second/confirm`);
  await expect(page.getByText("This took too long or was already answered")).toBeVisible();

  await database().run(`insert into account_condition (provider_id, position, kind, allowed)
    select id, 1, 'email-verified', '{}' from identity_provider where slug = 'second'`);
  await connect(page);
  await expect(page.getByText("Verify your email address first")).toBeHidden();
  await page.getByRole("button", { name: "Leave unchanged" }).click();
  server.signsIn("stranger-1", { email: "x@second.example", email_verified: false });
  await connect(page);
  await expect(page.getByText("Verify your email address first")).toBeVisible();

  await database().run("update session set authenticated_at = now() - interval '11 minutes'");
  const old = await page.request.get(`${product().url}${start}`, from("same-origin"));
  expect(old.headers()["location"]).toBe(`${product().url}/me/connect/second`);
  await page.goto(`${product().url}/me/connect/second`);
  await expect(page.getByRole("link", { name: "Sign in again" })).toBeVisible();
  await owner.goto(`${product().url}/me/disconnect/second`);
  await expect(owner.getByRole("link", { name: "Sign in again" })).toBeVisible();
  await expect(owner.getByRole("button", { name: /Disconnect/ })).toHaveCount(0);
  const late = await owner.request.post(`${product().url}/me/disconnect/decision`, {
    form: { provider: "second" },
    headers: { origin: product().url },
    maxRedirects: 0,
  });
  expect(late.headers()["location"]).toBe(`${product().url}/me/disconnect/second`);
  await database().run("delete from account_condition");
  await Promise.all([owner.context().close(), stranger.context().close()]);
});

/** No longer offered, and refused at its address. */
async function connectAgain(page: Page): Promise<void> {
  await expect(page.getByRole("link", { name: "Connect Second Provider", exact: true })).toHaveCount(0);
  const again = await page.request.get(`${product().url}/me/connect/second/start`, {
    headers: { "sec-fetch-site": "same-origin" },
  });
  expect(await again.text()).toContain("It is already connected");
}

test("a provider that misbehaves, or a person who cancels, does not connect it and keeps the session", async ({
  page,
}) => {
  await withAccount(page);
  server.signsIn("forged-1", {});
  server.misbehave({ claims: (right) => ({ ...right, aud: "somebody-else" }) });
  await connect(page);
  await expect(page.getByText("You could not be signed in")).toBeVisible();
  await expect(reference(page)).toBeVisible();
  server.misbehave({});
  await page.goto(me());
  await expect(ways(page)).toHaveCount(1);
});
