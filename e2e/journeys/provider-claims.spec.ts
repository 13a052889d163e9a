import { expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { accept, agreeToAll } from "../consent.ts";
import { asAdministrator, signInAsSomebody, somebody, somebodyWithout } from "../people.ts";
import { rowsOf } from "../rows.ts";
import { withProductAndDatabase } from "../with-product.ts";

const { product, database } = withProductAndDatabase();

const save = (page: Page) => page.getByRole("button", { name: "Save" });
const row = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const mappings = async () => rowsOf(await database().dump(), "claim_mapping");

async function toClaims(page: Page): Promise<void> {
  await page.goto(`${product().url}/admin/identity-providers`);
  await page.getByRole("link", { name: "Demo University" }).click();
  await page.getByRole("link", { name: "Claims", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Claim mapping" })).toBeVisible();
}

test.beforeEach(async ({ page }) => {
  await asAdministrator(page, product());
  await toClaims(page);
});

test("sample claims show what is mapped, what is unusable and why, and what is dropped; nothing is stored @phone", async ({
  page,
}) => {
  const before = await database().dump();
  await row(page, "Phone number").fill("phones.0");
  const sample = {
    sub: "1",
    email: "nobody at nowhere",
    name: " Ana Example ",
    phones: ["+44 7700 900123"],
    email_verified: true,
    groups: ["staff"],
    address: { formatted: "1 Street", planet: "Earth" },
  };
  await page.getByLabel("Sample claims").fill(JSON.stringify(sample));
  await page.getByRole("button", { name: "Preview" }).click();
  const preview = page.getByRole("region", { name: "Result" });
  // On a phone each row is a card.
  const line = (text: string) => preview.locator("tr").filter({ hasText: text });
  await expect(line("Ana Example")).toContainText("Name");
  await expect(line("phones.0")).toContainText("+44 7700 900123");
  await expect(line("not a valid email address")).toContainText("email");
  await expect(line("verifies a value that was not sent")).toContainText("email_verified");
  await expect(preview).toContainText("groups");
  await expect(preview).toContainText("address.planet");
  await expect(preview).not.toContainText("nobody at nowhere");
  await expect(row(page, "Phone number")).toHaveValue("phones.0");
  await expectNoViolations(page);
  expect(await database().dump()).toBe(before);
});

for (const [what, sample, sentence] of [
  ["no JSON", "email: ana", /is not a valid JSON object/],
  ["a list", '["ana"]', /is not a valid JSON object/],
  ["nested without end", "[".repeat(40).replace(/\[/g, '{"a":') + "1" + "}".repeat(40), /nested too deeply/],
] as const) {
  test(`a sample that is ${what} is refused`, async ({ page }) => {
    await page.getByLabel("Sample claims").fill(sample);
    await page.getByRole("button", { name: "Preview" }).click();
    await expect(page.getByRole("alert").first()).toContainText(sentence);
    await expect(page.getByLabel("Sample claims")).toHaveValue(sample);
  });
}

test("a path that cannot be read is named, and nothing is saved", async ({ page }) => {
  const before = await database().dump();
  await row(page, "Name").fill("first name");
  await row(page, "Birth date").fill("a..b");
  await save(page).click();
  const summary = page.getByRole("alert", { name: "Correct 2 things" });
  await expect(summary).toBeFocused();
  await expect(summary).toContainText("write names with dots between them");
  await expect(row(page, "Name")).toHaveValue("first name");
  await expectNoViolations(page);
  expect(await database().dump()).toBe(before);
});

test("claims of the metadata fill in empty rows, and keep what was typed", async ({ page }) => {
  await row(page, "Nickname").fill("");
  await row(page, "Name").fill("display");
  await page.getByRole("button", { name: "Fill in from the metadata" }).click();
  await expect(page.getByText("1 row was filled in. Nothing is saved yet.")).toBeVisible();
  await expect(row(page, "Nickname")).toHaveValue("nickname");
  await expect(row(page, "Name")).toHaveValue("display");
});

test("a mapping with a nested path and a name in quotation marks is what the next sign-in uses", async ({
  page,
  browser,
}) => {
  await row(page, "Name").fill('"https://demo.example/names".display');
  await row(page, "Nickname").fill("");
  await save(page).click();
  await expect(page.getByText("“Demo University” is saved.")).toBeVisible();
  await expect(row(page, "Name")).toHaveValue('"https://demo.example/names".display');
  expect((await mappings()).join()).not.toContain("nickname");
  await expect(row(page, "Name")).toHaveAccessibleDescription("Not seen yet");

  const visitor = await browser.newPage();
  const claims = { "https://demo.example/names": { display: "Nested Name" } };
  await signInAsSomebody(visitor, product(), somebody({ name: "Plain Name", claims }));
  await expect(accept(visitor)).toBeVisible();
  await expect(visitor.getByText("Nested Name").first()).toBeVisible();
  await expect(visitor.getByText("Plain Name")).toHaveCount(0);
  await agreeToAll(visitor);
  await visitor.close();
  await page.reload();
  await expect(row(page, "Name")).toHaveAccessibleDescription("Last seen today");
  await expect(row(page, "Gender")).toHaveAccessibleDescription("Not seen yet");

  await row(page, "Name").fill("name");
  await row(page, "Nickname").fill("nickname");
  await save(page).click();
  await expect.poll(async () => (await mappings()).join()).not.toContain("demo.example");
});

test("the rules of a mapping apply in the preview and at the next sign-in, and are saved or reported like paths", async ({
  page,
  browser,
}) => {
  const other = await page.context().newPage();
  await toClaims(other);
  const rulesOf = (label: string) =>
    page.locator("details").filter({ has: page.locator("summary").filter({ hasText: `Rules: ${label}` }) });
  for (const label of ["Name", "Nickname"]) await rulesOf(label).locator("summary").first().press("Enter");
  await rulesOf("Nickname").getByLabel("If it is a list").selectOption("Take the first entry");
  await rulesOf("Name").getByLabel("Letters").selectOption("All upper case");
  await rulesOf("Name").getByLabel("Later sign-ins").selectOption("First sign-in only");
  await expectNoViolations(page);
  await page.getByLabel("Sample claims").fill('{"name": " Ana Example ", "nickname": ["Annie", "Nan"]}');
  await page.getByRole("button", { name: "Preview" }).click();
  const preview = page.getByRole("region", { name: "Result" });
  await expect(preview).toContainText("ANA EXAMPLE");
  await expect(preview).toContainText("Annie");
  await expect(preview).not.toContainText("Nan");
  await save(page).click();
  await expect(page.getByText("“Demo University” is saved.")).toBeVisible();
  await expect(rulesOf("Name").locator("summary")).toContainText("All upper case, First sign-in only");

  await save(other).click();
  const notice = other.getByRole("alert").filter({ hasText: "Another administrator changed this in the meantime" });
  await expect(notice).toContainText("Name: Letters");
  await expect(notice).toContainText("All upper case");

  const visitor = await browser.newPage();
  await signInAsSomebody(visitor, product(), somebody({ name: "Plain Name" }));
  await expect(visitor.getByText("PLAIN NAME").first()).toBeVisible();
  await visitor.close();

  // Saving the old state of the other page restores the default.
  await save(other).click();
  await expect(other.getByText("“Demo University” is saved.")).toBeVisible();
  expect((await mappings()).join()).not.toContain("upper");
  await other.close();
});

test("a second claim is tried, claims are joined, and dates are read as the provider writes them", async ({
  page,
  browser,
}) => {
  await row(page, "Nickname").fill("alias, nick");
  await row(page, "Name").fill("first + last");
  await row(page, "Birth date").fill("birth,");
  await save(page).click();
  await expect(page.getByRole("alert", { name: /^Correct/ })).toContainText("Birth date");
  await row(page, "Birth date").fill("birth");
  const rules = page.locator("details").filter({ hasText: "Rules: Birth date" });
  await rules.locator("summary").first().press("Enter");
  await rules.getByLabel("Dates as sent").selectOption("Day first, like 31/12/1990");
  const claims = { nick: "Nick-only", first: "Ana", last: "Sousa", birth: "05/12/1988" };
  await page.getByLabel("Sample claims").fill(JSON.stringify(claims));
  await page.getByRole("button", { name: "Preview" }).click();
  const preview = page.getByRole("region", { name: "Result" });
  for (const text of ["Nick-only", "Ana Sousa", "1988-12-05"]) await expect(preview).toContainText(text);
  await save(page).click();
  await expect(page.getByText("“Demo University” is saved.")).toBeVisible();
  await expect(row(page, "Nickname")).toHaveValue("alias, nick");
  await expect(row(page, "Name")).toHaveValue("first + last");

  const visitor = await browser.newPage();
  await signInAsSomebody(visitor, product(), {
    subject: somebody().subject,
    email: "ana@demo-university.example",
    claims,
  });
  await expect(visitor.getByText("Ana Sousa").first()).toBeVisible();
  await visitor.close();
  await row(page, "Nickname").fill("nickname");
  await row(page, "Name").fill("name");
  await row(page, "Birth date").fill("birthdate");
  await save(page).click();
  await expect(row(page, "Name")).toHaveValue("name");
});

test("two administrators map at once: the second one sees both, and no input is lost", async ({ page }) => {
  const other = await page.context().newPage();
  await toClaims(other);
  await row(other, "Website").fill("homepage");
  await save(other).click();
  await expect(other.getByText("“Demo University” is saved.")).toBeVisible();
  await row(page, "Gender").fill("sex");
  await save(page).click();
  const notice = page.getByRole("alert").filter({ hasText: "Another administrator changed this in the meantime" });
  await expect(notice).toContainText("homepage");
  await expect(row(page, "Gender")).toHaveValue("sex");
  expect((await mappings()).join()).not.toContain("sex");
  await save(page).click();
  await expect(page.getByText("“Demo University” is saved.")).toBeVisible();
  expect((await mappings()).join()).toContain("sex");
  await other.close();
});

test("a default is the organisation's: shown as that, stored when it is agreed to, corrected by the person, replaced by the provider", async ({
  page,
  browser,
}) => {
  const rules = (label: string) =>
    page.locator("details").filter({ has: page.locator("summary").filter({ hasText: `Rules: ${label}` }) });
  const desk = "+44 20 7946 0000";
  for (const label of ["Phone number", "Gender", "Birth date"])
    await rules(label).locator("summary").first().press("Enter");
  await rules("Phone number").first().getByLabel("Default").fill("call us");
  await rules("Gender").getByLabel("Default").fill("unknown");
  await rules("Birth date").getByLabel("Default").fill("2999-01-01");
  await row(page, "Gender").fill("");
  await save(page).click();
  const summary = page.getByRole("alert", { name: "Correct 3 things" });
  await expect(summary).toBeFocused();
  await expect(summary).toContainText("“Phone number”: the default is not a valid phone number.");
  await expect(summary).toContainText("“Gender” has a default and no claim.");
  await expect(summary).toContainText("“Birth date”: the default is in the future.");
  await expect(rules("Phone number").first().getByLabel("Default")).toHaveValue("call us");
  await expectNoViolations(page);
  expect((await mappings()).join()).not.toContain("unknown");

  await rules("Phone number").first().getByLabel("Default").fill(` ${desk} `);
  // Open rules stay open after an answer.
  for (const label of ["Gender", "Birth date"]) await rules(label).getByLabel("Default").fill("");
  await row(page, "Gender").fill("gender");
  await page.getByLabel("Sample claims").fill('{"email": "ana@example.org", "phone_number": ""}');
  await page.getByRole("button", { name: "Preview" }).click();
  const line = page.getByRole("region", { name: "Result" }).locator("tr").filter({ hasText: desk });
  await expect(line).toContainText("Default: the provider sends nothing");
  await save(page).click();
  await expect(page.getByText("“Demo University” is saved.")).toBeVisible();
  await expect(rules("Phone number").first().locator("summary").first()).toContainText(`default: ${desk}`);

  const valueOf = async (word: string) =>
    rowsOf(await database().dump(), "attribute_value").filter((r) => r.includes(word));
  const setBy = "Set by Acme, not by Demo University. You can correct it in My data.";
  const without = () => somebodyWithout("phone");
  const [refusing, agreeing] = [without(), without()];
  const visitor = await browser.newPage({ javaScriptEnabled: false });
  await signInAsSomebody(visitor, product(), refusing);
  await expect(visitor.getByText(setBy)).toBeVisible();
  await expect(visitor.getByText("sent the 2 details you see here")).toBeVisible();
  await expect(visitor.getByText(desk)).toBeVisible();
  await visitor.getByRole("checkbox", { name: /^Email address/ }).check();
  await accept(visitor).click();
  await expect(visitor.getByText(refusing.email ?? "").first()).toBeVisible();
  expect(await valueOf(desk)).toEqual([]);

  await visitor.context().clearCookies();
  await signInAsSomebody(visitor, product(), agreeing);
  await agreeToAll(visitor);
  await expect(visitor.getByText(/^Set by Acme, since/)).toBeVisible();
  const [stored] = await valueOf(desk);
  expect(stored).toContain(",default,");
  expect(rowsOf(await database().dump(), "receipt_item").filter((r) => r.includes(",default,"))).toHaveLength(1);
  expect(rowsOf(await database().dump(), "receipt ").join()).not.toContain(desk);

  // A value from the provider replaces it.
  await visitor.context().clearCookies();
  const phone = "+44 7700 900321";
  await signInAsSomebody(visitor, product(), { ...agreeing, phone });
  await expect(visitor.getByText(phone)).toBeVisible();
  await expect(visitor.getByText(desk)).toHaveCount(0);
  expect(await valueOf(desk)).toEqual([]);

  await visitor.context().clearCookies();
  await signInAsSomebody(visitor, product(), without());
  await agreeToAll(visitor);
  await visitor.getByRole("link", { name: "Correct phone number" }).click();
  await expect(visitor.getByText("Acme set this. If it is wrong")).toBeVisible();
  await visitor.getByRole("textbox", { name: "Phone number" }).fill("+44 7700 900654");
  await visitor.getByRole("button", { name: "Save" }).click();
  await expect(visitor.getByText(/^Entered by you, since/)).toBeVisible();
  await visitor.close();

  await rules("Phone number").first().locator("summary").first().press("Enter");
  await rules("Phone number").first().getByLabel("Default").fill("");
  await save(page).click();
  await expect.poll(async () => (await mappings()).join()).not.toContain("7946");
});
