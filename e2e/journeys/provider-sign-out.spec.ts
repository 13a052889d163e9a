import { expect, type Page, test } from "@playwright/test";
import { agreeToAll } from "../consent.ts";
import { HostileProvider } from "../hostile-provider.ts";
import { asAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { withProduct } from "../with-product.ts";

const product = withProduct();
let server: HostileProvider;

test.beforeAll(async () => {
  server = await HostileProvider.start();
  await Promise.all(["strict", "closed"].map((slug) => product().connect(server.provider(slug))));
});
test.afterAll(() => server?.stop());

async function signInAndOut(page: Page, slug: string): Promise<void> {
  const person = somebody();
  server.signsIn(person.subject, { email: person.email, phone_number: person.phone });
  await page.goto(`${product().url}/sign-in/${slug}`);
  await agreeToAll(page);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "You are signed out" })).toBeVisible();
}

// Without this, people would end on the provider's error page if the return address is not registered there.
test("people go to a provider that refuses the return address without it @script", async ({ page }) => {
  server.misbehave({ signOut: "refuses-return" });
  await signInAndOut(page, "strict");
  await page.getByRole("link", { name: "Sign out at Provider strict" }).click();
  await expect(page.getByText("Signed out there")).toBeVisible();
  expect(new URL(page.url()).searchParams.get("client_id")).toBe("assent");
});

test("people are not sent to a provider that refuses the sign-out @script", async ({ page }) => {
  server.misbehave({ signOut: "refuses" });
  await signInAndOut(page, "closed");
  await expect(page.getByText("We can’t sign you out of Provider closed from here.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Sign out at Provider closed" })).toHaveCount(0);
});

test("a link to the sign-out page does not say that a signed-in person is signed out @script", async ({ page }) => {
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await agreeToAll(page);
  await page.goto(`${product().url}/sign-out?from=demo-university`);
  await expect(page.getByRole("heading", { level: 1, name: "You are still signed in" })).toBeVisible();
  await page.getByRole("link", { name: "Stay signed in" }).click();
  await expect(page.getByText(person.email ?? "")).toBeVisible();
  await page.goto(`${product().url}/sign-out`);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "You are signed out" })).toBeVisible();
});

test("the return address is shown with the redirect URI @script", async ({ page }) => {
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/identity-providers/new`);
  await expect(page.getByLabel("Sign-out return address")).toHaveValue(`${product().url}/sign-in`);
});
