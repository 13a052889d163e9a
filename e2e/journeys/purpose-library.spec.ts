import { expect, type Locator, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { changePurpose, finishAndPublish, publish } from "../administration.ts";
import { agreeToAll, boxes } from "../consent.ts";
import { asAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { withProduct } from "../with-product.ts";

// Starting a purpose from a template or a copy, and the history of what people were shown.
const product = withProduct();
test.describe.configure({ mode: "serial" });

const heading = (page: Page, title: string | RegExp) => page.getByRole("heading", { level: 1, name: title });
const name = (page: Page) => page.getByLabel("Purpose", { exact: true });
const categories = (page: Page) => page.getByRole("checkbox", { name: /^Mandatory: / });
const row = (page: Page, text: string): Locator => page.getByRole("row", { name: new RegExp(text) });

test.beforeEach(async ({ page }) => {
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/purposes/new`);
});

test("a template fills the form, and nothing is saved before Finish", async ({ page }) => {
  await page.getByRole("navigation", { name: "Start from" }).getByRole("link", { name: "Age check" }).click();
  await expect(name(page)).toHaveValue("Age check");
  await expect(page.getByRole("checkbox", { name: "Mandatory: Birth date" })).toBeChecked();
  await expect(page.getByLabel("Why it is necessary: Birth date")).not.toHaveValue("");
  await expectNoViolations(page);
  await page.goto(`${product().url}/admin/purposes`);
  await expect(row(page, "Age check")).toHaveCount(0);
  await page.goto(`${product().url}/admin/purposes/new?template=newsletter`);
  await finishAndPublish(page);
  await expect(row(page, "Newsletter")).toContainText("Email address");
});

test("a template or an original that does not exist leaves the form empty", async ({ page }) => {
  for (const search of [
    "template=nothing",
    "template=constructor",
    "from=nothing",
    "from=00000000-0000-4000-8000-000000000000",
  ]) {
    await page.goto(`${product().url}/admin/purposes/new?${search}`);
    await expect(name(page)).toHaveValue("");
    await expect(categories(page)).toHaveCount(0);
  }
});

test("a duplicate is a separate purpose with its own name", async ({ page }) => {
  await page.goto(`${product().url}/admin/purposes`);
  await page.getByRole("link", { name: "Account recovery", exact: true }).click();
  await page.getByRole("link", { name: "Duplicate" }).click();
  await expect(heading(page, "Add New Purpose")).toBeVisible();
  await expect(name(page)).toHaveValue("Copy of Account recovery");
  await expect(categories(page)).toHaveCount(2);
  await name(page).fill("Account recovery");
  await page.getByRole("button", { name: "Finish", exact: true }).click();
  await expect(page.getByText("Another purpose is already called “Account recovery”.").first()).toBeVisible();
  await name(page).fill("Account recovery by friends");
  await finishAndPublish(page);
  await expect(row(page, "Account recovery by friends")).toContainText("Version 1");
});

test("the history has every version with author and date, and as people saw it", async ({ page, browser }) => {
  const person = await browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
  await signInAsSomebody(person, product(), somebody());
  await boxes(person);
  const real = person.getByRole("group", { name: "Personal greeting", exact: true });
  const before = await shape(real);
  const shown = await real.innerText();
  await agreeToAll(person);
  await page.goto(`${product().url}/admin/purposes`);
  await changePurpose(page, "Personal greeting", (editor) =>
    editor.getByLabel(/^Description/).fill("So Acme can greet you, and nothing else."),
  );
  await page.getByRole("link", { name: "Personal greeting", exact: true }).click();
  await page.getByRole("link", { name: "History" }).click();
  await expect(heading(page, "History of Personal greeting")).toBeVisible();
  await expect(row(page, "Version 2")).toContainText("No one: wording only");
  await expect(row(page, "Version 2").getByRole("link", { name: /^u-/ })).toHaveCount(1);
  await expect(row(page, "Version 1")).toContainText("By the system");
  // One receipt of the administrator, whose account the demonstration makes, and one of this person.
  await expect(row(page, "Version 1").getByRole("cell").last()).toHaveText("2");
  await expectNoViolations(page);
  await page.getByRole("link", { name: "Version 1" }).click();
  await expect(heading(page, "Personal greeting, version 1")).toBeVisible();
  const old = page.locator("fieldset");
  expect(await shape(old)).toEqual(before);
  expect((await old.innerText()).replace("Sam Sample", "")).toBe(shown.replace(/Name [0-9a-f]{8,}/, ""));
  await expectNoViolations(page);
  await person.close();
});

test("unknown pages are not found, and other people do not see them", async ({ page, browser }) => {
  await page.goto(`${product().url}/admin/purposes`);
  const link = await page.getByRole("link", { name: "Personal greeting", exact: true }).getAttribute("href");
  const paths = [`${link}/history`, `${link}/history/1`, "/admin/purposes/new?template=newsletter"];
  for (const path of [`${link}/history/9`, `${link}/history/x`, "/admin/purposes/x/history"]) {
    expect((await page.goto(product().url + path))?.status(), path).toBe(404);
  }
  const person = await browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
  for (const path of paths) {
    await person.goto(product().url + path);
    await expect(heading(person, /^Sign in/)).toBeVisible();
  }
  await signInAsSomebody(person, product(), somebody());
  await agreeToAll(person);
  for (const path of paths) expect((await person.goto(product().url + path))?.status(), path).toBe(404);
  await person.close();
});

test("every template can be finished as it is", async ({ page }) => {
  const templates = page.getByRole("navigation", { name: "Start from" }).getByRole("link");
  await expect(templates).toHaveCount(5);
  for (const link of await templates.all()) {
    const copy = await page.context().newPage();
    await copy.goto(product().url + ((await link.getAttribute("href")) ?? ""));
    await name(copy).fill(`Tried: ${await name(copy).inputValue()}`);
    await finishAndPublish(copy);
    await copy.close();
  }
});

/** Elements and classes in order; values and ids may differ. */
const shape = (fieldset: Locator) =>
  fieldset.evaluate((root) =>
    [root, ...root.querySelectorAll("*")].map((node) => `${node.tagName}.${node.getAttribute("class") ?? ""}`),
  );

test("purposes are exported to a file and imported as drafts, and problems are reported with their lines", async ({
  page,
}) => {
  const exported = await page.request.get(`${product().url}/admin/purposes/purposes.json`);
  expect(exported.headers()["content-disposition"]).toContain('filename="purposes.json"');
  const lines = (await exported.text()).split("\n");
  const changed = (text: string) => text.replaceAll(/"name": "(.*)"/g, '"name": "$1, imported"');
  await page.goto(`${product().url}/admin/purposes`);
  await page.getByRole("link", { name: "Import", exact: true }).click();
  await expect(page).toHaveTitle(/^Import purposes/);
  await expectNoViolations(page);
  const text = page.getByLabel("Or its text");
  const wrong = lines.findIndex((line) => line.includes('"description"'));
  const broken = lines.with(wrong, lines[wrong]!.replace(/: ".*"/, ': ""'));
  await text.fill(broken.join("\n"));
  await page.getByRole("button", { name: "Import" }).click();
  const alert = page.getByRole("alert").filter({ hasText: "Nothing was imported" });
  await expect(alert).toContainText(`Line ${wrong + 1}, column`);
  await expect(alert).toContainText("A purpose needs a description.");
  await expect(alert).toContainText("This name is already used");
  await expectNoViolations(page);
  // The sent text is still there and can be corrected.
  await expect(text).toHaveValue(broken.join("\n"));
  const file = { name: "purposes.json", mimeType: "application/json", buffer: Buffer.from(changed(lines.join("\n"))) };
  await page.getByLabel("File").setInputFiles(file);
  await page.getByRole("button", { name: "Import" }).click();
  await expect(page.getByText("The purposes are imported as drafts")).toBeVisible();
  await expect(row(page, "^Account recovery, imported")).toContainText("Draft");
  await expect(row(page, "^Personal greeting, imported")).toContainText("Draft");
  const person = await page.context().browser()!.newPage();
  expect((await person.request.get(`${product().url}/admin/purposes/purposes.json`)).url()).toContain("/sign-in");
  await person.close();
});

test("a purpose is translated beside its original, reviewed, and read by people with that language", async ({
  page,
  browser,
}) => {
  // Three readers with different languages, and three publications between them.
  test.slow();
  await page.goto(`${product().url}/admin/purposes`);
  await page.getByRole("link", { name: "Newsletter", exact: true }).click();
  const languages = page.getByRole("region", { name: "Languages" });
  const [law, recht] = ["Article 6(1)(a) GDPR", "Artikel 6 Absatz 1 Buchstabe a DSGVO"];
  await page.getByLabel(/^Legal note/).fill(law);
  await page.getByRole("button", { name: "Finish", exact: true }).click();
  await expect(heading(page, /^Review /)).toBeVisible();
  await page.goto(`${product().url}/admin/purposes`);
  await page.getByRole("link", { name: "Newsletter", exact: true }).click();
  await expect(languages.getByText("Missing: people who use this language see English").first()).toBeVisible();
  await expectNoViolations(page);
  await languages.getByRole("link", { name: "Translate into Deutsch" }).click();
  await expect(heading(page, "Newsletter in Deutsch")).toBeVisible();
  await expect(page).toHaveTitle(/^Newsletter in Deutsch/);
  await expect(page.getByText(law)).toBeVisible();
  const note = page.getByLabel(/^Legal note/);
  await page.getByLabel("Name", { exact: true }).fill("Rundbrief");
  await note.fill("x".repeat(301));
  await page.getByRole("button", { name: "Save translation" }).click();
  const alert = page.getByRole("alert").filter({ hasText: "Correct 2 things" });
  await expect(alert).toContainText("Enter a description.");
  await expect(alert).toContainText("The legal note is longer than 300 characters.");
  await expect(note).toHaveValue("x".repeat(301));
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Rundbrief");
  await expectNoViolations(page);
  await note.fill("");
  await page.getByLabel("Description", { exact: true }).fill("Damit Sie Neues erfahren.");
  await page.getByRole("button", { name: "Save translation" }).click();
  await expect(page.getByText("The translation of “Newsletter” is saved with its unpublished change.")).toBeVisible();
  await expect(languages.getByRole("link", { name: "Change Deutsch" })).toBeVisible();
  await expect(languages.getByText("Translated without the legal note: people see it in English")).toBeVisible();
  await page.getByRole("link", { name: "Review and publish" }).first().click();
  await expect(page.getByText(/^Deutsch: /).first()).toBeVisible();
  await expect(page.getByRole("region", { name: "Check before you publish" })).toContainText(
    "Legal note not translated into Deutsch",
  );
  await publish(page, { asks: "Wording only" });
  for (const [locale, name] of [
    ["de-DE", "Rundbrief"],
    ["ar", "Newsletter"],
  ] as const) {
    const reader = await browser.newPage({ locale });
    await signInAsSomebody(reader, product(), somebody());
    const asked = reader.getByRole("group", { name, exact: true });
    await asked.locator("summary").click();
    await expect(asked.getByText(law)).toBeVisible();
    await expect(asked.getByText(law)).toHaveAttribute("lang", "en");
    await expect(asked.getByText(law)).toHaveAttribute("dir", "ltr");
    await reader.close();
  }

  await page.getByRole("link", { name: "Newsletter", exact: true }).click();
  await expect(languages.getByText("Translated without the legal note")).toBeVisible();
  await page.getByLabel(/^Description/).fill("So that you hear what is new at once.");
  await page.getByRole("button", { name: "Finish", exact: true }).click();
  await expect(page.getByRole("region", { name: "Check before you publish" })).toContainText(
    "Translation out of date: Deutsch",
  );
  await publish(page, { asks: "Wording only" });
  await page.getByRole("link", { name: "Newsletter", exact: true }).click();
  await expect(languages.getByText("Out of date: the English text has changed since. Check it")).toBeVisible();
  await languages.getByRole("link", { name: "Change Deutsch" }).click();
  // The page that is left has a field of that name too.
  await expect(heading(page, "Newsletter in Deutsch")).toBeVisible();
  await page.getByLabel("Description", { exact: true }).fill("Damit Sie Neues sofort erfahren.");
  await note.fill(recht);
  await page.getByRole("button", { name: "Save translation" }).click();
  await expect(languages.getByText("Translated", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Review and publish" }).first().click();
  await expect(page.getByText("Deutsch: Legal note")).toBeVisible();
  await publish(page, { asks: "Wording only" });
  expect(await (await page.request.get(`${product().url}/admin/purposes/purposes.json`)).text()).toContain(
    `"legalNote": "${recht}"`,
  );

  // People keep the note in the words that they agreed to, in a receipt page of any language.
  const german = await browser.newPage({ locale: "de-DE" });
  // With the details that the templates above made mandatory.
  const address = { street_address: "Musterweg 1", locality: "Berlin", postal_code: "10115", country: "DE" };
  await signInAsSomebody(german, product(), somebody({ claims: { birthdate: "2000-01-31", address } }));
  await expect(german.getByRole("group", { name: "Rundbrief", exact: true }).getByText(recht)).toHaveAttribute(
    "lang",
    "de",
  );
  for (const box of await german.getByRole("checkbox").all()) await box.check();
  await german.getByRole("button", { name: "Konto mit meiner Auswahl anlegen" }).click();
  await german
    .getByRole("link", { name: /^Beleg / })
    .first()
    .click();
  const receipt = german.getByRole("article").filter({ hasText: "Rundbrief" });
  await expect(receipt.getByText(recht)).toHaveAttribute("lang", "de");
  await expect(receipt).not.toContainText(law);
  await german.close();
});
