import { expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { agreeToAll } from "../consent.ts";
import { HostileProvider } from "../hostile-provider.ts";
import { asAdministrator, type MadeUpPerson, somebody } from "../people.ts";
import { withProductAndDatabase } from "../with-product.ts";

// Restriction of use, Article 18 GDPR: what is stored is kept and not used.
const { product, database } = withProductAndDatabase();
let server: HostileProvider;

test.beforeAll(async () => {
  server = await HostileProvider.start();
  await product().connect(server.provider("changing"));
});
test.afterAll(() => server.stop());

async function signIn(page: Page, person: MadeUpPerson, email = person.email): Promise<void> {
  server.signsIn(person.subject, { email, email_verified: true, phone_number: person.phone });
  await page.context().clearCookies();
  await page.goto(`${product().url}/sign-in/changing`);
}

const section = (page: Page, name: RegExp | string) => page.getByRole("heading", { level: 2, name });
const inForce = (page: Page) => section(page, "The use of your data is restricted");
const ground = "Something stored about me is wrong, and is to be checked";

async function restrict(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Restrict the use", exact: true }).click();
  await page.getByLabel(ground).check();
  await page.getByRole("button", { name: "Restrict the use" }).click();
  await expect(inForce(page)).toBeVisible();
}

test("a person restricts the use, a provider changes nothing until they end it @core @phone", async ({ page }) => {
  const person = somebody();
  await signIn(page, person);
  await agreeToAll(page);
  await page.getByRole("link", { name: "Restrict the use", exact: true }).click();
  await expectNoViolations(page);
  await page.goBack();
  await restrict(page);
  await expect(page.getByText(`Your reason: ${ground}`)).toBeVisible();
  await expectNoViolations(page);

  const changed = `changed-${person.email}`;
  await signIn(page, person, changed);
  await expect(page.getByText(person.email ?? "", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "End the restriction" }).click();
  await expect(inForce(page)).toHaveCount(0);
  await signIn(page, person, changed);
  await expect(page.getByText(changed, { exact: true })).toBeVisible();
});

test("an administrator restricts it on request, and the person reads when it ends before it ends", async ({
  page,
  browser,
}) => {
  const person = somebody();
  await signIn(page, person);
  await agreeToAll(page);
  const administration = await browser.newPage();
  await asAdministrator(administration, product());
  await administration.goto(`${product().url}/admin/users`);
  const row = administration.getByRole("row").filter({ hasText: person.email ?? "" });
  await row.getByRole("rowheader").getByRole("link").click();
  await administration.getByRole("link", { name: "Restrict use" }).click();
  await expectNoViolations(administration);
  await administration.getByLabel("Reason").selectOption({ label: "The person needs it for a legal claim" });
  await administration.getByRole("button", { name: "Restrict the use" }).click();
  await expect(administration.getByText("is restricted.")).toBeVisible();
  await expect(administration.getByText("Use restricted", { exact: true }).first()).toBeVisible();
  await page.reload();
  await expect(inForce(page)).toBeVisible();
  await expect(page.getByText(/ends the restriction on/)).toHaveCount(0);

  await administration.getByRole("link", { name: "End restriction" }).click();
  await expectNoViolations(administration);
  await administration.getByLabel("Ends in").selectOption({ label: "3 days" });
  await administration.getByRole("button", { name: "End the restriction" }).click();
  await expect(administration.getByText("now reads in My data")).toBeVisible();
  await page.reload();
  await expect(inForce(page)).toBeVisible();
  await expect(page.getByText(/ends the restriction on/)).toBeVisible();
  await page.getByRole("link", { name: "Restrict the use again" }).click();
  await page.getByLabel(ground).check();
  await page.getByRole("button", { name: "Restrict the use" }).click();
  await expect(page.getByText(/ends the restriction on/)).toHaveCount(0);
  await administration.close();
});

test("visitors, other sites and forms that are not ours restrict nothing", async ({ page, browser }) => {
  await signIn(page, somebody());
  await agreeToAll(page);
  const before = await database().dump();
  const post = (at: Page, form: Record<string, string>, origin = product().url) =>
    at.request.post(`${product().url}/me/restrict/decision`, { form, headers: { origin }, maxRedirects: 0 });
  const visitor = await browser.newPage();
  for (const answer of [
    await post(page, { ground: "because" }),
    await post(page, {}),
    await post(page, { ground: "claims" }, "https://elsewhere.example"),
    await post(visitor, { ground: "claims" }),
  ]) {
    expect([302, 303, 307, 403]).toContain(answer.status());
  }
  await visitor.goto(`${product().url}/me/restrict`);
  await expect(visitor).toHaveURL(/\/sign-in/);
  expect(await database().dump()).toBe(before);
  await visitor.close();
});
