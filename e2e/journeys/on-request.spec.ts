import { readFile } from "node:fs/promises";
import { expect, type Browser, type Page, test } from "@playwright/test";
import { unzipSync } from "fflate";
import { expectNoViolations } from "../accessibility.ts";
import { accept, agreeToAll, boxes, tickAll } from "../consent.ts";
import { HostileProvider } from "../hostile-provider.ts";
import { asAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { withProduct } from "../with-product.ts";

// What administrators do because people ask: their data, a new account after closing, other sign-in identifiers.

const product = withProduct();
let server: HostileProvider;
test.beforeAll(async () => {
  server = await HostileProvider.start();
});
test.afterAll(() => server.stop());

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });
const visitor = (browser: Browser) =>
  browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });

test("an administrator gives a person the file of their data, and the audit log says so @core", async ({
  page,
  browser,
}) => {
  const [owner, person] = [await visitor(browser), somebody()];
  await signInAsSomebody(owner, product(), person);
  await agreeToAll(owner);
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/users`);
  await page
    .getByRole("row")
    .filter({ hasText: person.email ?? "" })
    .getByRole("link")
    .first()
    .click();
  await page.getByRole("link", { name: "Their data" }).click();
  await expect(heading(page, /^Give u-.* their data$/)).toBeVisible();
  await expectNoViolations(page);
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download the file" }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe("data.zip");
  const files = unzipSync(await readFile(await saved.path()));
  const data = JSON.parse(Buffer.from(files["my-data.json"] ?? []).toString()) as { values: { value: string }[] };
  const held = data.values.map(({ value }) => value);
  for (const value of [person.email, person.phone]) expect(held).toContain(value);
  expect(Buffer.from(files["my-data.html"] ?? []).toString()).toContain(person.phone);
  await page.goto(`${product().url}/admin/audit?type=archive-given`);
  await expect(page.getByRole("row").filter({ hasText: "A person’s data taken out for them" }).first()).toBeVisible();
  expect(await page.content()).not.toContain(person.email);
  await owner.context().close();
});

test("a closed account is told so with a reference, and an administrator allows a new one @core", async ({
  page,
  browser,
}) => {
  const [owner, person] = [await visitor(browser), somebody()];
  await signInAsSomebody(owner, product(), person);
  await agreeToAll(owner);
  await owner.goto(`${product().url}/me/close`);
  await owner.getByRole("button", { name: "Close account" }).click();
  await expect(heading(owner, "Your account is closed")).toBeVisible();
  await signInAsSomebody(owner, product(), person);
  await expect(heading(owner, "Your account was closed")).toBeVisible();
  const [, reference = ""] = /Reference: (u-[0-9a-f]{4}-[0-9a-f]{4})/.exec(await owner.innerText("main")) ?? [];
  expect(reference).not.toBe("");

  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/users`);
  await page.getByRole("link", { name: "Closed account", exact: true }).click();
  await expect(heading(page, "Closed account")).toBeVisible();
  await page.getByLabel("Reference").fill("u-0000-0000");
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "No closed account has this reference" })).toBeVisible();
  await expect(page.getByLabel("Reference")).toHaveValue("u-0000-0000");
  await page.getByLabel("Reference").fill(` ${reference.toUpperCase()} `);
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page.getByRole("heading", { name: reference })).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Allow a new account" }).click();
  await expect(page.getByText("The sign-in can make a new account now.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Allow a new account" })).toHaveCount(0);

  await signInAsSomebody(owner, product(), person);
  await agreeToAll(owner);
  await expect(heading(owner, "My data and consents")).toBeVisible();
  await owner.context().close();
});

test("people move to new identifiers, all or none, and keep their accounts", async ({ page, browser }) => {
  const provider = server.provider("moving-people");
  await product().connect(provider);
  const [owner, before, after] = [await visitor(browser), somebody(), somebody()];
  server.signsIn(before.subject, { email: before.email, phone_number: before.phone });
  await owner.goto(`${product().url}/sign-in/${provider.slug}`);
  await tickAll(owner);
  await accept(owner).click();
  await expect(heading(owner, "My data and consents")).toBeVisible();

  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/identity-providers`);
  await page.getByRole("link", { name: provider.name, exact: true }).click();
  // Another client ID could make everyone new.
  await page.getByLabel("Client ID").fill("assent-2");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(
    page.getByText(/everyone would be new here.*tick “People keep their identifiers”/).first(),
  ).toBeVisible();
  await expect(page.getByLabel("Client ID")).toHaveValue("assent-2");
  await page.getByRole("checkbox", { name: "People keep their identifiers" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(/saved=2$/);
  await expect(page.getByRole("checkbox", { name: "People keep their identifiers" })).not.toBeChecked();
  await page.getByLabel("Client ID").fill(provider.clientId);
  await page.getByRole("checkbox", { name: "People keep their identifiers" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(/saved=3$/);

  await page.getByRole("link", { name: "Move people to new identifiers" }).click();
  await expect(heading(page, "Move people to new identifiers")).toBeVisible();
  const list = page.getByLabel("Identifiers before and after");
  const good = `${before.subject},${after.subject}`;
  for (const [text, problem] of [
    ["", "Enter at least one line."],
    [`${good}\nonly-one`, "Line 2: write the old identifier, a comma, and the new one."],
    [`${good}\n\nno-one,new`, "No account has the old identifier of these lines: 3."],
  ] as const) {
    await list.fill(text);
    await page.getByRole("button", { name: "Move people" }).click();
    await expect(page.getByText(problem).first()).toBeVisible();
    await expect(list).toHaveValue(text);
  }
  await expectNoViolations(page);
  await list.fill(good);
  await page.getByRole("button", { name: "Move people" }).click();
  await expect(page.getByText("The people are moved and signed out.")).toBeVisible();

  await owner.context().clearCookies();
  server.signsIn(after.subject, { email: before.email, phone_number: before.phone });
  await owner.goto(`${product().url}/sign-in/${provider.slug}`);
  await expect(heading(owner, "My data and consents")).toBeVisible();
  await expect(owner.getByText(before.email ?? "").first()).toBeVisible();
  await owner.context().clearCookies();
  server.signsIn(before.subject, { email: before.email, phone_number: before.phone });
  await owner.goto(`${product().url}/sign-in/${provider.slug}`);
  await boxes(owner);
  await owner.context().close();
});
