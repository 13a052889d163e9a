import { expect, test, type Page } from "@playwright/test";
import { accept, decline } from "../consent.ts";
import { addPurpose } from "../administration.ts";
import { expectNoViolations } from "../accessibility.ts";
import { signInAsAdministrator, signInAsSomebody, somebody, somebodyWithout } from "../people.ts";
import { withProduct } from "../with-product.ts";

const product = withProduct();

const email = (page: Page) => page.getByRole("checkbox", { name: "Email address for Lost access" });
const phone = (page: Page) => page.getByRole("checkbox", { name: "Phone number for Lost access" });

test.describe.configure({ mode: "serial" });

test("the administrator adds a purpose by the guide's labels @phone @core", async ({ page }) => {
  await signInAsAdministrator(page, product());
  await archiveDemonstrationPurposes(page);
  await addPurpose(page, {
    name: "Lost access",
    description: "So you can get back into your account if you can’t sign in.",
    attributes: [{ label: "Email address", mandatory: true }, { label: "Phone number" }],
  });
  const row = page.getByRole("row", { name: /Lost access/ });
  await expect(row).toContainText("Email address");
  await expect(row).toContainText("Mandatory");
  await expect(row).toContainText("Phone number");
});

test("a person agrees to both, and both are stored @phone @core", async ({ page }) => {
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Choose what .* may store about you/);
  await expect(page.getByText(person.email ?? "").first()).toBeVisible();
  // On no purpose: not even in hidden parts of the page.
  expect(await page.content()).not.toContain(person.name);
  await expect(email(page)).not.toBeChecked();
  await expect(phone(page)).not.toBeChecked();
  await expectNoViolations(page);
  await email(page).check();
  await phone(page).check();
  await accept(page).click();
  await expect(page.getByRole("heading", { level: 1, name: "My data and consents" })).toBeVisible();
  await expect(page.getByText(person.email ?? "")).toBeVisible();
  await expect(page.getByText(person.phone ?? "")).toBeVisible();
  // On no purpose: neither shown nor stored.
  await expect(page.getByText(person.name ?? "")).toHaveCount(0);
});

test("a person refuses the optional phone number and gets an account without it @phone @core", async ({ page }) => {
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await expect(page.getByText(person.phone ?? "")).toBeVisible();
  await email(page).check();
  await accept(page).click();
  await expect(page.getByRole("heading", { level: 1, name: "My data and consents" })).toBeVisible();
  await expect(page.getByText(person.email ?? "")).toBeVisible();
  expect(await page.content()).not.toContain(person.phone);
});

test("a person leaves the mandatory box empty, sees an error, and then declines @phone @core", async ({ page }) => {
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await phone(page).check();
  await accept(page).click();
  await expect(page).toHaveTitle(/^Error: /);
  const summary = page.getByRole("alert").filter({ hasText: "email address" });
  await expect(summary).toBeVisible();
  await expect(summary).toBeFocused();
  // A second submission stores what is visible.
  await expect(phone(page)).toBeChecked();
  await expect(email(page)).not.toBeChecked();
  await expectNoViolations(page);
  await decline(page).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/You don’t have an .* account/);
  await expectNoViolations(page);
  expect(await page.content()).not.toContain(person.email);

  await page.goto(`${product().url}/me`);
  await expect(page).toHaveURL(/\/sign-in/);
});

test("an error corrected leads to the account, with the ticks kept @core", async ({ page }) => {
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await phone(page).check();
  await accept(page).click();
  await expect(page).toHaveTitle(/^Error: /);
  await email(page).check();
  await accept(page).click();
  await expect(page).toHaveURL(/\/me(\?|$)/);
  await expect(page.getByText(person.email ?? "")).toBeVisible();
  await expect(page.getByText(person.phone ?? "")).toBeVisible();
});

test("an optional detail that the provider did not send has a sentence and no box @phone @core", async ({ page }) => {
  const person = somebodyWithout("phone");
  await signInAsSomebody(page, product(), person);
  await expect(page.getByText("Demo University didn’t send this. Nothing will be stored.")).toBeVisible();
  await expect(phone(page)).toHaveCount(0);
  await email(page).check();
  await accept(page).click();
  await expect(page).toHaveURL(/\/me(\?|$)/);
  await expect(page.getByText(person.email ?? "")).toBeVisible();
});

test("typing a mandatory detail that the provider did not send is agreeing to it, and says so @core", async ({
  page,
}) => {
  const person = somebodyWithout("email");
  await signInAsSomebody(page, product(), person);
  await expect(page.getByText(/If you enter it, you agree that it is stored for this purpose/)).toBeVisible();
  await expect(email(page), "typing it is the answer, so there is no box").toHaveCount(0);
  await accept(page).click();
  await expect(page).toHaveTitle(/^Error: /);
  await page.getByRole("alert").getByRole("link", { name: "Enter your email address" }).click();
  await expect(page.getByRole("textbox", { name: /Email address/ })).toBeFocused();
  await page.getByRole("textbox", { name: /Email address/ }).fill("not an address");
  await accept(page).click();
  await expect(page.getByText("Enter an email address, like name@example.org.").first()).toBeVisible();
  await expect(page.getByRole("textbox", { name: /Email address/ })).toHaveValue("not an address");
  const typed = `${person.subject}@home.example`;
  await page.getByRole("textbox", { name: /Email address/ }).fill(typed);
  await accept(page).click();
  await expect(page.getByText(typed)).toBeVisible();
  await expect(page.getByText(/[Ee]ntered by you/)).toBeVisible();
});

test("the second sign-in goes straight in @core", async ({ page, context }) => {
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await email(page).check();
  await accept(page).click();
  await expect(page.getByRole("heading", { level: 1, name: "My data and consents" })).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/signed out/i);
  await context.clearCookies();
  const requested: string[] = [];
  page.on("request", (request) => void requested.push(new URL(request.url()).pathname));
  await signInAsSomebody(page, product(), person);
  await expect(page.getByRole("heading", { level: 1, name: "My data and consents" })).toBeVisible();
  // The answer of the provider leads there itself, and not through a page that only redirects.
  expect(requested).toContain("/me");
  expect(requested).not.toContain("/");
});

test("the administrator sees who agreed to what @core", async ({ page }) => {
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await email(page).check();
  await accept(page).click();
  await expect(page).toHaveURL(/\/me(\?|$)/);
  await expect(page.getByText(person.email ?? "")).toBeVisible();
  await page.context().clearCookies();

  await signInAsAdministrator(page, product());
  await page.getByRole("link", { name: "Users" }).click();
  await page
    .getByRole("row", { name: new RegExp(person.email ?? "") })
    .getByRole("link")
    .first()
    .click();
  await expect(page.getByText(person.email ?? "").first()).toBeVisible();
  await expect(page.getByText("Lost access").first()).toBeVisible();
  await expect(page.getByText("Phone number").first()).toBeVisible();
  expect(await page.content()).not.toContain(person.phone);
});

test("cancelling at the provider returns with a sentence and leaves no trace @phone @core", async ({ page }) => {
  await page.goto(`${product().url}/sign-in`);
  await page.getByRole("link", { name: "Continue with Demo University" }).click();
  await page
    .getByRole("button", { name: "Cancel" })
    .or(page.getByRole("link", { name: "Cancel" }))
    .click();
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByText(/cancelled/i)).toBeVisible();
  await expectNoViolations(page);
});

/** They are live from the start, so they cannot be deleted, and they keep their names. */
async function archiveDemonstrationPurposes(page: Page): Promise<void> {
  for (const name of ["Account recovery", "Personal greeting"]) {
    await page.goto(`${product().url}/admin/purposes`);
    await page.getByRole("link", { name, exact: true }).click();
    await page.getByRole("link", { name: "Archive", exact: true }).click();
    // The administrator agrees to its mandatory detail.
    if (name === "Account recovery") await page.getByRole("radio", { name: "It stays" }).check();
    await page.getByRole("button", { name: "Archive purpose" }).click();
    await expect(page.getByText(`“${name}” is archived.`)).toBeVisible();
  }
}
