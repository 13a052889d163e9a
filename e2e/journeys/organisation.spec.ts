import { expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { agreeToAll, decline } from "../consent.ts";
import { reloadAndStay } from "../leaving.ts";
import { asAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { withProductAndDatabase } from "../with-product.ts";

const { product, database } = withProductAndDatabase();

const heading = (page: Page, title: string | RegExp) => page.getByRole("heading", { level: 1, name: title });
const save = (page: Page) => page.getByRole("button", { name: "Save" });

test.beforeEach(async ({ page }) => {
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin`);
  await page.getByRole("link", { name: "Resident" }).click();
  await page.getByText("Organisation", { exact: true }).click();
  await page.getByRole("link", { name: "Edit organisation" }).click();
  await expect(heading(page, "Organisation")).toBeVisible();
});

test("each field has its problem, and what was typed stays", async ({ page }) => {
  await expectNoViolations(page);
  await page.getByLabel("Legal name").fill("  ");
  await page.getByLabel("Email address for privacy").fill("privacy at acme");
  await page.getByLabel("Address of the privacy notice").fill("javascript:alert(1)");
  await page.getByLabel("Phone number").fill("call us");
  await save(page).click();
  const summary = page.getByRole("alert", { name: /Correct \d things/ });
  await expect(summary).toBeFocused();
  await expect(summary).toContainText("Enter the legal name.");
  await expect(summary).toContainText("“Email address for privacy” is not a valid email address.");
  await expect(summary).toContainText("“Address of the privacy notice” is not a valid web address.");
  await expect(summary).toContainText("“Phone number” is not a valid phone number.");
  await expect(page.getByLabel("Email address for privacy")).toHaveValue("privacy at acme");
  await expect(page.getByLabel("Phone number")).toHaveValue("call us");
  await expectNoViolations(page);
});

test("the next consent screen and its receipt name the new organisation; older receipts keep the old one", async ({
  page,
  browser,
}) => {
  const javaScriptEnabled = test.info().project.use.javaScriptEnabled ?? true;
  const before = await browser.newPage({ javaScriptEnabled });
  await signInAsSomebody(before, product(), somebody());
  const legalName = `Assembled Ltd ${test.info().project.name}`;
  const old = await before.getByText(/is responsible for this data/).innerText();
  expect(old).not.toContain(legalName);
  await agreeToAll(before);

  await page.getByLabel("Legal name").fill(legalName);
  await save(page).click();
  await expect(page.getByText("Saved. Consent screens show it from now on.")).toBeVisible();

  const after = await browser.newPage({ javaScriptEnabled });
  await signInAsSomebody(after, product(), somebody());
  await expect(after.getByText(`${legalName} is responsible for this data`)).toBeVisible();
  await agreeToAll(after);
  for (const [person, names] of [
    [after, true],
    [before, false],
  ] as const) {
    await person
      .getByRole("link", { name: /Receipt/ })
      .first()
      .click();
    await expect(heading(person, "Consent receipt")).toBeVisible();
    expect((await person.getByRole("article").innerText()).includes(legalName)).toBe(names);
    await person.close();
  }
});

test("one that people can’t reach asks no one, says so to both sides, and can’t be saved like that", async ({
  page,
  browser,
}) => {
  await page.getByLabel("Email address for privacy").fill("");
  await page.getByLabel("Phone number").fill("");
  await page.getByLabel("Postal address").fill("");
  await save(page).click();
  await expect(page.getByText("Enter an email address, a phone number or a postal address.").first()).toBeVisible();

  // As in an installation from before one way was required.
  await database().run("update controller set email = null, phone = null, address = null");
  const person = await browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
  await signInAsSomebody(person, product(), somebody());
  await expect(heading(person, /can’t ask anyone yet/)).toBeVisible();
  await expect(person.getByText("Nothing about you was stored.")).toBeVisible();
  await expectNoViolations(person);
  await page.goto(`${product().url}/admin`);
  await expect(page.getByText("People can’t reach your organisation").first()).toBeVisible();

  await page.goto(`${product().url}/admin/resident/organisation`);
  await page.getByLabel("Email address for privacy").fill("privacy@acme.example");
  await save(page).click();
  await expect(page.getByText("Saved. Consent screens show it from now on.")).toBeVisible();
  await signInAsSomebody(person, product(), somebody());
  await expect(decline(person)).toBeVisible();
  await person.close();
});

test("people read who the officer and the authority are, before and after they decide", async ({ page, browser }) => {
  const authority = `Authority of ${test.info().project.name}`;
  await page.getByLabel("Registration number").fill("HRB 1234");
  await page.getByLabel("Data protection officer").fill("Ola Officer");
  await page.getByLabel("Email address of the officer").fill("ola@acme.example");
  await page.getByLabel("Supervisory authority").fill("");
  await page.getByLabel("Address for complaints").fill("https://authority.example/complain");
  await save(page).click();
  await expect(page.getByText("Enter the name of the authority that takes the complaints.").first()).toBeVisible();
  await page.getByLabel("Supervisory authority").fill(authority);
  await save(page).click();
  await expect(page.getByText("Saved. Consent screens show it from now on.")).toBeVisible();

  const person = await browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
  await signInAsSomebody(person, product(), somebody());
  await expect(person.getByText("Registered as HRB 1234").first()).toBeVisible();
  await expect(person.getByRole("link", { name: "ola@acme.example" }).first()).toBeVisible();
  await expect(person.getByRole("link", { name: authority }).first()).toHaveAttribute(
    "href",
    "https://authority.example/complain",
  );
  await expectNoViolations(person);
  await agreeToAll(person);
  await person
    .getByRole("link", { name: /Receipt/ })
    .first()
    .click();
  await expect(person.getByRole("article")).toContainText("Data protection officer: Ola Officer, ola@acme.example");
  await expect(person.getByRole("article")).toContainText(`Complaints to: ${authority}`);
  await person.close();
});

test("if the organisation changes while a person decides, they are asked again", async ({ page, browser }) => {
  const person = await browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
  await signInAsSomebody(person, product(), somebody());
  await expect(decline(person)).toBeVisible();
  await page.getByLabel("Contact for privacy").fill(`Somebody else, ${test.info().project.name}`);
  await save(page).click();
  await expect(page.getByText("Saved. Consent screens show it from now on.")).toBeVisible();
  for (const box of await person.getByRole("checkbox").all()) await box.check();
  await person.getByRole("button", { name: "Create account with my choices" }).click();
  await expect(person.getByText(/changed what it asks for while you were deciding/)).toBeVisible();
  await person.close();
});

test("two administrators: the second one sees what the first one saved, and loses no input", async ({
  page,
  browser,
}) => {
  const other = await browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
  await asAdministrator(other, product());
  await other.goto(`${product().url}/admin/resident/organisation`);
  await other.getByLabel("Contact for privacy").fill("Privacy desk");
  await other.getByLabel("Postal address").fill("1 First Street\nLondon");
  await save(other).click();
  await expect(other.getByText("Saved. Consent screens show it from now on.")).toBeVisible();

  await page.getByLabel("Contact for privacy").fill("Legal office");
  await page.getByLabel("Email address for privacy").fill("no address");
  await save(page).click();
  await expect(page.getByRole("alert", { name: "Correct one thing" })).toBeVisible();
  await page.getByLabel("Email address for privacy").fill("legal@acme.example");
  await save(page).click();
  const conflict = page.getByRole("alert").filter({ hasText: "Another administrator changed this in the meantime" });
  await expect(conflict).toContainText("Privacy desk");
  await expect(conflict).toContainText("1 First Street");
  await expect(conflict).not.toContainText("Legal name");
  await expect(page.getByLabel("Contact for privacy")).toHaveValue("Legal office");
  await expectNoViolations(page);

  // Saving again replaces it, unless another administrator was faster again.
  await other.goto(`${product().url}/admin/resident/organisation`);
  await other.getByLabel("Phone number").fill("+44 1632 960001");
  await save(other).click();
  await expect(other.getByText("Saved. Consent screens show it from now on.")).toBeVisible();
  await save(page).click();
  await expect(conflict).toContainText("+44 1632 960001");
  await save(page).click();
  await expect(page.getByText("Saved. Consent screens show it from now on.")).toBeVisible();
  await other.reload();
  await other.goto(`${product().url}/admin/resident/organisation`);
  await expect(other.getByLabel("Contact for privacy")).toHaveValue("Legal office");
  await other.close();
});

for (const [form, path, field] of [
  ["the organisation", "/admin/resident/organisation", "Legal name"],
  ["an attribute", "/admin/attributes/phone_number", "Label"],
  ["a new attribute", "/admin/attributes/new", "Key"],
  ["a file of purposes", "/admin/purposes/import", "Or its text"],
] as const) {
  test(`a link, Back or a reload does not lose what was typed about ${form} @script`, async ({ page }) => {
    await page.goto(`${product().url}/admin`);
    await page.goto(product().url + path);
    // Without typed text there is no question.
    await page.getByRole("link", { name: "Cancel" }).click();
    await expect(page).not.toHaveURL(product().url + path);
    await page.goBack();
    await page.getByLabel(field).first().fill("Something typed");
    const dialog = page.getByRole("dialog", { name: "Leave without saving?" });
    for (const leave of [() => page.getByRole("link", { name: "Cancel" }).click(), () => page.goBack()]) {
      await leave();
      await expect(dialog).toBeVisible();
      await dialog.getByRole("button", { name: "Keep editing" }).click();
      await expect(dialog).toBeHidden();
      await expect(page.getByLabel(field).first()).toHaveValue("Something typed");
    }
    await reloadAndStay(page);
    await expect(page.getByLabel(field).first()).toHaveValue("Something typed");
    await page.getByRole("link", { name: "Cancel" }).click();
    await dialog.getByRole("button", { name: "Leave without saving" }).click();
    await expect(page).not.toHaveURL(product().url + path);
  });
}
