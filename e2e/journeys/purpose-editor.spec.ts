import { expect, type Locator, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { addPurpose, finishAndPublish, preview } from "../administration.ts";
import { agreeToAll, tickAll, accept } from "../consent.ts";
import { reloadAndStay } from "../leaving.ts";
import { asAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { withProduct } from "../with-product.ts";

const product = withProduct();

const name = (page: Page) => page.getByLabel("Purpose", { exact: true });
const description = (page: Page) => page.getByLabel(/^Description/);
const retention = (page: Page) => page.getByLabel("Retention");
const finish = (page: Page) => page.getByRole("button", { name: "Finish", exact: true });
const categories = (page: Page) => page.getByRole("checkbox", { name: /^Mandatory: / });
const summary = (page: Page) => page.getByRole("alert", { name: /^Correct / });
const heading = (page: Page, title: string | RegExp) => page.getByRole("heading", { level: 1, name: title });
const row = (page: Page, purpose: string): Locator => page.getByRole("row", { name: new RegExp(purpose) });

let count = 0;
const unique = (word: string) => `${word} ${test.info().project.name} ${(count += 1)}`;

async function add(page: Page, label: string): Promise<void> {
  await page.getByLabel("PII category to add").selectOption({ label });
  await page.getByRole("button", { name: "Add PII Category" }).click();
}

async function names(list: Locator): Promise<(string | null)[]> {
  return Promise.all((await list.all()).map((box) => box.getAttribute("aria-label")));
}

test.beforeEach(async ({ page }) => {
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/purposes/new`);
});

test("Finish on an empty form names everything that is missing, and axe finds no problem @core", async ({ page }) => {
  await finish(page).click();
  await expect(summary(page)).toContainText("Enter the name of the purpose.");
  await expect(summary(page)).toContainText("Enter a description. People read it below the name.");
  await expect(summary(page)).toContainText("Add at least one PII category.");
  await expect(summary(page)).toBeFocused();
  await expect(name(page)).toHaveAttribute("aria-invalid", "true");
  await expectNoViolations(page);
});

test("a text that is too long is reported with its limit, and no input is lost", async ({ page }) => {
  await name(page).fill("n".repeat(256));
  await description(page).fill("d".repeat(1024));
  await add(page, "Phone number");
  await page.getByRole("checkbox", { name: "Mandatory: Phone number" }).check();
  await page.getByLabel("Why it is necessary: Phone number").fill("Because we call back.");
  await retention(page).selectOption("Until the person withdraws");
  await finish(page).click();
  await expect(summary(page)).toContainText("The name is longer than 255 characters. Shorten it.");
  await expect(summary(page)).toContainText("The description is longer than 1023 characters. Shorten it.");
  await expect(name(page)).toHaveValue("n".repeat(256));
  await expect(description(page)).toHaveValue("d".repeat(1024));
  await expect(page.getByRole("checkbox", { name: "Mandatory: Phone number" })).toBeChecked();
  await expect(page.getByLabel("Why it is necessary: Phone number")).toHaveValue("Because we call back.");
  await expect(retention(page)).toHaveValue("withdrawn");
});

test("255 and 1023 characters are accepted", async ({ page }) => {
  const long = unique("é").padEnd(255, "é");
  await name(page).fill(long);
  await description(page).fill("😀".repeat(1023));
  await add(page, "Website");
  await finishAndPublish(page);
  await page.getByRole("link", { name: long, exact: true }).click();
  await expect(description(page)).toHaveValue("😀".repeat(1023));
});

test("a name that is taken is refused in any case and spacing, also by an archived purpose", async ({ page }) => {
  for (const taken of ["Account recovery", "  account   RECOVERY "]) {
    await page.goto(`${product().url}/admin/purposes/new`);
    await name(page).fill(taken);
    await description(page).fill("Something else.");
    await add(page, "Email address");
    await finish(page).click();
    await expect(summary(page)).toContainText(/Another purpose is already called “account\s+recovery”/i);
    await expect(description(page)).toHaveValue("Something else.");
    await expect(categories(page)).toHaveCount(1);
  }
});

test("the same category cannot be added twice, and a chosen one that was not added is reported", async ({ page }) => {
  await add(page, "Email address");
  const chooser = page.getByLabel("PII category to add");
  await add(page, "Email address");
  await expect(page.getByText("Email address is already in this purpose.").first()).toBeVisible();
  await expect(categories(page)).toHaveCount(1);
  await name(page).fill(unique("Chosen"));
  await description(page).fill("Something.");
  await chooser.selectOption({ label: "Name" });
  await finish(page).click();
  await expect(page.getByText("You chose Name but did not add it.").first()).toBeVisible();
  await page.getByRole("button", { name: "Add PII Category" }).click();
  await finishAndPublish(page);
});

test("what is typed and chosen before the scripts have loaded stays @script", async ({ page }) => {
  let letGo = () => {};
  const loaded = new Promise<void>((done) => {
    letGo = done;
  });
  await page.route("**/*.js", async (route) => {
    await loaded;
    await route.continue();
  });
  await page.goto(`${product().url}/admin/purposes/new`, { waitUntil: "commit" });
  await name(page).fill("Early");
  await page.getByLabel("PII category to add").selectOption({ label: "Nickname" });
  letGo();
  // The preview follows what is typed only with a script.
  await expect(preview(page).getByRole("group", { name: "Early" })).toBeVisible();
  await expect(page.getByLabel("PII category to add")).toHaveValue("nickname");
  await page.getByRole("button", { name: "Add PII Category" }).click();
  await expect(page.getByRole("checkbox", { name: "Mandatory: Nickname" })).toBeVisible();
  await expect(name(page)).toHaveValue("Early");
});

test("adding without a choice says what to do first", async ({ page }) => {
  await page.getByRole("button", { name: "Add PII Category" }).click();
  await expect(page.getByText("Choose a PII category first, then add it.").first()).toBeVisible();
  await expect(categories(page)).toHaveCount(0);
});

test("rows are reordered and removed by buttons, and people are asked in that order", async ({ page }) => {
  const purpose = unique("Ordered");
  await name(page).fill(purpose);
  await description(page).fill("In this order.");
  for (const label of ["Email address", "Phone number", "Name"]) await add(page, label);
  await page.getByRole("button", { name: "Move Name up" }).click();
  await page.getByRole("button", { name: "Move Name up" }).click();
  await page.getByRole("button", { name: "Remove Email address" }).click();
  await expect(categories(page)).toHaveCount(2);
  await expect.poll(() => names(categories(page))).toEqual(["Mandatory: Name", "Mandatory: Phone number"]);
  await expect(page.getByRole("button", { name: "Move Name up" })).toBeDisabled();
  await expect(page.getByRole("button", { name: "Move Phone number down" })).toBeDisabled();
  await finishAndPublish(page);
  await expect(row(page, purpose).getByRole("listitem")).toHaveText([/Name/, /Phone number/]);
});

test("Finish and add another saves and starts an empty form; Cancel saves nothing", async ({ page }) => {
  // No journey above made an account, so there is no review.
  const first = unique("Another");
  await name(page).fill(first);
  await description(page).fill("One of two.");
  await add(page, "Nickname");
  await page.getByRole("button", { name: "Finish and add another" }).click();
  await expect(page.getByText(`“${first}” is live.`)).toBeVisible();
  await expect(name(page)).toHaveValue("");
  await expect(categories(page)).toHaveCount(0);
  await page.getByRole("link", { name: "Cancel" }).click();
  await expect(row(page, first)).toBeVisible();
});

test("an edit of a live purpose is its next version; Finish without a change adds no version", async ({ page }) => {
  const purpose = unique("Edited");
  await addPurpose(page, { name: purpose, description: "First wording.", attributes: [{ label: "Gender" }] });
  await expect(row(page, purpose)).toContainText("Version 1");
  await page.getByRole("link", { name: purpose, exact: true }).click();
  await finish(page).click();
  await expect(page.getByText(/You changed nothing in/)).toBeVisible();
  await expect(row(page, purpose)).toContainText("Version 1");
  await page.getByRole("link", { name: purpose, exact: true }).click();
  await description(page).fill("Second wording.");
  await finishAndPublish(page);
  await expect(row(page, purpose)).toContainText("Version 2");
  await expect(row(page, purpose)).toContainText("Second wording.");
});

test("a purpose is asked from the next sign-in on, in its order", async ({ page, browser }) => {
  const purpose = unique("Newest");
  await addPurpose(page, { name: purpose, description: "Asked at once.", attributes: [{ label: "Nickname" }] });
  const person = await browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
  await signInAsSomebody(person, product(), somebody());
  await expect(person.getByRole("group", { name: purpose })).toBeVisible();
  const asked = () => person.getByRole("group").evaluateAll((all) => all.map((group) => group.textContent ?? ""));
  const before = (await asked()).findIndex((text) => text.includes(purpose));

  await page.getByRole("button", { name: `Move ${purpose} up` }).click();
  await expect(page.getByText(`“${purpose}” moved up.`)).toBeAttached();
  await person.reload();
  expect((await asked()).findIndex((text) => text.includes(purpose))).toBe(before - 1);
  await person.close();
});

test("a draft is deleted; a live purpose is archived, with or without its grants", async ({ page, browser }) => {
  const [unused, used] = [unique("Unused"), unique("Used")];
  // No other purpose of this file asks for it, so its values are deleted with this one.
  await addPurpose(page, { name: used, description: "For a while.", attributes: [{ label: "Middle name" }] });
  const person = await browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
  const nick = unique("Nick");
  await signInAsSomebody(person, product(), somebody({ claims: { middle_name: nick } }));
  await agreeToAll(person);
  await expect(person.getByText(nick).first()).toBeVisible();

  await page.goto(`${product().url}/admin/purposes/new`);
  await name(page).fill(unused);
  await description(page).fill("Never shown to anybody.");
  await add(page, "Nickname");
  await finish(page).click();
  await expect(heading(page, `Review ${unused}`)).toBeVisible();
  await page.goto(`${product().url}/admin/purposes`);
  await page.getByRole("link", { name: unused, exact: true }).click();
  await page.getByRole("link", { name: "Delete" }).click();
  await expect(heading(page, `Delete “${unused}”?`)).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("link", { name: "Keep purpose" }).click();
  await expect(heading(page, unused)).toBeVisible();
  await page.getByRole("link", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete purpose" }).click();
  await expect(page.getByText("The purpose was deleted.")).toBeVisible();
  await expect(row(page, unused)).toHaveCount(0);

  const archive = async (what: RegExp) => {
    await page.getByRole("link", { name: used, exact: true }).click();
    await expect(page.getByRole("link", { name: "Delete" })).toHaveCount(0);
    await page.getByRole("link", { name: "Archive", exact: true }).click();
    await expect(page.getByText(/1 person agreed to it. 1 receipt mentions it./)).toBeVisible();
    await expect(page.getByRole("radio", { checked: true }), "nothing is chosen beforehand").toHaveCount(0);
    await page.getByRole("radio", { name: what }).check();
    await expectNoViolations(page);
    await page.getByRole("button", { name: "Archive purpose" }).click();
    await expect(row(page, used)).toHaveCount(0);
  };
  await archive(/^It stays/);
  await expect(
    page.getByText(`“${used}” is archived. No one is asked for it any more. What people agreed to stays.`),
  ).toBeVisible();
  await person.reload();
  await expect(person.getByText(nick).first()).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row(page, used)).toContainText("Live");

  await archive(/^It ends now.*1 consent of 1 person ends. 1 detail that no other purpose needs is deleted/);
  await expect(page.getByText(`“${used}” is archived and all consent to it has ended.`)).toBeVisible();
  await expect(page.getByRole("button", { name: "Undo" })).toHaveCount(0);
  await person.reload();
  await expect(person.getByText(nick)).toHaveCount(0);
  await person.close();
  await page.getByRole("link", { name: "Show archived" }).click();
  await page.getByRole("link", { name: used, exact: true }).click();
  await expect(page.getByText("This purpose is archived")).toBeVisible();
  await expect(page.getByText("All consent to it has ended. If you restore it, people are asked again.")).toBeVisible();
  await expectNoViolations(page);
  await expect(name(page)).toHaveCount(0);

  await page.goto(`${product().url}/admin/purposes/new`);
  await name(page).fill(used);
  await description(page).fill("The same name again.");
  await add(page, "Nickname");
  await finish(page).click();
  await expect(summary(page)).toContainText(`An archived purpose is already called “${used}”.`);
});

test("common mistakes are shown in the editor, in the review and in the list, and do not prevent publishing", async ({
  page,
  browser,
}) => {
  const purpose = unique("Warned");
  const said = (where: Locator, ...texts: (string | RegExp)[]) =>
    Promise.all(texts.map((text) => expect(where.getByText(text)).toBeVisible()));
  const person = await browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
  await signInAsSomebody(person, product(), somebody());
  await agreeToAll(person);
  await person.close();
  await page.reload();
  await name(page).fill(purpose);
  await description(page).fill("For fun.");
  await add(page, "Phone number");
  await page.getByRole("checkbox", { name: "Mandatory: Phone number" }).check();
  const hints = page.getByRole("region", { name: "Before you finish" });
  const withScript = test.info().project.use.javaScriptEnabled ?? true;
  const warnings = [
    ...["The only detail is mandatory", "Phone number is mandatory, and no reason is given", "No duration is set"],
    ...["The description is shorter than a sentence", "Not translated into Deutsch, العربية"],
    /Phone number is mandatory here, and optional in .*Account recovery/,
  ];
  if (withScript) await said(hints, ...warnings);
  await finish(page).click();
  await expect(heading(page, `Review ${purpose}`)).toBeVisible();
  await said(page.getByRole("region", { name: "Check before you publish" }), ...warnings);
  await expectNoViolations(page);
  await page.goto(`${product().url}/admin/purposes`);
  await expect(row(page, purpose)).toContainText("things worth a second look");

  await page.getByRole("link", { name: purpose, exact: true }).click();
  await description(page).fill("So that we can call you back.");
  await page.getByRole("checkbox", { name: "Mandatory: Phone number" }).uncheck();
  await retention(page).selectOption("Until the person withdraws");
  if (withScript) {
    await said(hints, "Not translated into Deutsch, العربية");
    for (const gone of ["The only detail is mandatory", "No duration is set"])
      await expect(hints.getByText(gone)).toHaveCount(0);
  }
  await finishAndPublish(page);
  await expect(row(page, purpose)).toContainText("Live");
});

test("a number of days must be valid, and is kept", async ({ page }) => {
  const purpose = unique("Days");
  await name(page).fill(purpose);
  await description(page).fill("For some days.");
  await add(page, "Language");
  await retention(page).selectOption("For a number of days");
  await page.getByLabel("Days", { exact: true }).fill("0");
  await finish(page).click();
  await expect(summary(page)).toContainText("Enter a whole number of days, 1 to 36500.");
  await page.getByLabel("Days", { exact: true }).fill("90");
  await finishAndPublish(page);
  await page.getByRole("link", { name: purpose, exact: true }).click();
  await expect(page.getByLabel("Days", { exact: true })).toHaveValue("90");
});

test("the second of two administrators sees both texts, and no input is lost @core", async ({ page, browser }) => {
  const purpose = unique("Shared");
  await addPurpose(page, { name: purpose, description: "As it was.", attributes: [{ label: "Gender" }] });
  await page.getByRole("link", { name: purpose, exact: true }).click();
  await expect(finish(page)).toBeVisible();
  const other = await browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
  await asAdministrator(other, product());
  await other.goto(page.url());
  await description(other).fill("What the other one wrote.");
  await finishAndPublish(other);
  await other.close();

  await description(page).fill("What this one wrote.");
  await finish(page).click();
  await expect(page.getByText("Another administrator changed this in the meantime")).toBeVisible();
  await expect(page.getByText("What the other one wrote.").first()).toBeVisible();
  await expect(description(page)).toHaveValue("What this one wrote.");
  await expectNoViolations(page);
  await finishAndPublish(page);
  await expect(row(page, purpose)).toContainText("Version 3");
  await expect(row(page, purpose)).toContainText("What this one wrote.");
});

test("a question comes before a link, Back or a reload loses what was typed @script", async ({ page }) => {
  await page.goto(`${product().url}/admin/purposes`);
  await page.getByRole("link", { name: "Add New Purpose" }).first().click();
  await name(page).fill("Half a purpose");
  await page.getByRole("link", { name: "Users" }).click();
  const dialog = page.getByRole("dialog", { name: "Leave without saving?" });
  await expect(dialog).toBeVisible();
  await expectNoViolations(page);
  await dialog.getByRole("button", { name: "Keep editing" }).click();
  await expect(name(page)).toHaveValue("Half a purpose");

  await page.goBack();
  await expect(dialog).toBeVisible();
  await dialog.getByRole("button", { name: "Keep editing" }).click();
  await expect(name(page)).toHaveValue("Half a purpose");

  await reloadAndStay(page);
  await expect(name(page)).toHaveValue("Half a purpose");

  await page.getByRole("link", { name: "Users" }).click();
  await dialog.getByRole("button", { name: "Leave without saving" }).click();
  await expect(heading(page, "Users")).toBeVisible();
});

test("the preview is the consent screen: the same markup for the same purpose @script", async ({ page, browser }) => {
  await page.goto(`${product().url}/admin/purposes`);
  await page.getByRole("link", { name: "Personal greeting", exact: true }).click();
  const previewed = preview(page).locator("fieldset");
  await expect(previewed).toBeVisible();
  const person = await browser.newPage();
  await signInAsSomebody(person, product(), somebody());
  const real = person.getByRole("group", { name: "Personal greeting" });
  await expect(real).toBeVisible();
  /** Elements and classes in order; values and ids may differ. */
  const shape = (fieldset: Locator) =>
    fieldset.evaluate((root) =>
      [root, ...root.querySelectorAll("*")].map((node) => `${node.tagName}.${node.getAttribute("class") ?? ""}`),
    );
  await expect(async () => expect(await shape(previewed)).toEqual(await shape(real))).toPass();
  await person.close();
});

test("the filter and the search are in the address and survive a reload", async ({ page }) => {
  await page.goto(`${product().url}/admin/purposes`);
  await page.getByLabel("Search purposes").fill("greeting");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/q=greeting/);
  await expect(row(page, "Personal greeting")).toBeVisible();
  await expect(row(page, "Account recovery")).toHaveCount(0);
  await page.reload();
  await expect(page.getByLabel("Search purposes")).toHaveValue("greeting");
  await page.getByLabel("Search purposes").fill("nothing like it");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("No purpose matches")).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("link", { name: "Clear the filter" }).click();
  await expect(row(page, "Account recovery")).toBeVisible();
});

test("an account keeps what was agreed if the purpose changes afterwards", async ({ page, browser }) => {
  const purpose = unique("Kept");
  await addPurpose(page, { name: purpose, description: "Before.", attributes: [{ label: "Nickname" }] });
  const nickname = unique("nick");
  const person = await browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
  await signInAsSomebody(person, product(), somebody({ claims: { nickname } }));
  await tickAll(person);
  await accept(person).click();
  await expect(heading(person, "My data and consents")).toBeVisible();
  await page.getByRole("link", { name: purpose, exact: true }).click();
  await description(page).fill("After.");
  await finishAndPublish(page);
  await expect(row(page, purpose)).toContainText("Version 2");
  await person.goto(`${product().url}/me`);
  await expect(person.getByText(nickname).first()).toBeVisible();
  await expect(person.getByText("Before.").first()).toBeVisible();
  await expect(person.getByText("After."), "noted, and folded away").not.toBeVisible();
  await person.close();
});
