import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { changePurpose, connectProvider } from "../administration.ts";
import { agreeToAll } from "../consent.ts";
import { asAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { withProductAndDatabase } from "../with-product.ts";

const { product, database } = withProductAndDatabase({ settings: { TRUSTED_PROXIES: "1" } });

const heading = (page: Page, title: string | RegExp) => page.getByRole("heading", { name: title });
const rows = (page: Page) => page.getByRole("table", { name: "Administrative changes, newest first" }).getByRole("row");

test.beforeEach(async ({ page }) => {
  await asAdministrator(page, product());
});

test("a change is listed with author, time, before and after, and without a value @phone", async ({ page }) => {
  const email = `privacy-${test.info().project.name.replaceAll(" ", "-").toLowerCase()}@acme.example`;
  await page.goto(`${product().url}/admin/resident/organisation`);
  await page.getByLabel("Email address for privacy").fill(email);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved. Consent screens show it from now on.")).toBeVisible();
  await changePurpose(page, "Account recovery", async (editor) => {
    await editor.getByLabel(/^Description/).fill(`So that you get back in. ${test.info().project.name}`);
  });
  await page.getByRole("link", { name: "Audit" }).click();
  await expect(heading(page, "Audit")).toBeVisible();
  await expect(rows(page).nth(1)).toContainText("Purpose published");
  await expect(rows(page).nth(1)).toContainText(/Version: \d+ → \d+/);
  await expect(rows(page).nth(1)).toContainText("Done");
  await expect(rows(page).nth(2)).toContainText("Change of a purpose drafted");
  await expect(rows(page).nth(3)).toContainText("Organisation changed");
  await expect(rows(page).nth(3)).toContainText("Fields: email");
  expect(await page.content()).not.toContain(email);
  await expectNoViolations(page);
  await rows(page).nth(1).getByRole("link", { name: "Account recovery" }).click();
  await expect(page).toHaveURL(/\/admin\/purposes\//);
});

test("a change of a provider has the address, before and after, and never the secret", async ({ page }) => {
  const from = async (address: string) => page.context().setExtraHTTPHeaders({ "x-forwarded-for": address });
  const rename = async (name: string) => {
    await page.goto(`${product().url}/admin/identity-providers`);
    await page.getByRole("main").getByRole("link", { name: /^Idle/ }).first().click();
    await page.getByLabel("Name", { exact: true }).fill(name);
    await page.getByLabel("Client secret").fill("a-secret-of-tomorrow");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText(`“${name}” is saved.`)).toBeVisible();
  };
  await connectProvider(page, product(), {
    ...{ slug: "idle", name: "Idle", issuer: product().providerUrl, clientId: "idle", clientSecret: "idle" },
  });
  await from("198.51.100.9, 203.0.113.7");
  await rename("Idle College");
  await from("2001:db8::17");
  await rename("Idle University");
  await page.goto(`${product().url}/admin/audit?type=provider-changed`);
  await expect(rows(page).nth(1)).toContainText("2001:db8::17");
  await expect(rows(page).nth(1)).toContainText("Name: Idle College → Idle University");
  await expect(rows(page).nth(1)).toContainText("Changed: clientSecret");
  await expect(rows(page).nth(2)).toContainText("203.0.113.7");
  expect(await page.content()).not.toContain("a-secret-of-tomorrow");
  await expectNoViolations(page);
  await rows(page).nth(2).getByRole("link", { name: "203.0.113.7" }).click();
  await expect(page).toHaveURL(/\/admin\/audit\?same=[0-9a-f-]{36}$/);
  await expect(page.getByText("Only from 203.0.113.7.")).toBeVisible();
  await expect(rows(page)).toHaveCount(2);
  const exported = await (await page.request.get(page.url().replace("/audit?", "/audit/audit.csv?"))).text();
  expect(exported).toContain("203.0.113.7");
  expect(exported).not.toContain("2001:db8::17");
  await page.getByRole("link", { name: "From everywhere" }).click();
  await expect(page).toHaveURL(/\/admin\/audit$/);
});

test("filters are in the address and survive a reload; the log and the ledger link to each other @phone", async ({
  page,
}) => {
  await page.goto(`${product().url}/admin/audit`);
  const form = page.getByRole("search", { name: "Filter" });
  await form.getByLabel("What").selectOption({ label: "Purpose added" });
  await form.getByRole("combobox", { name: "By", exact: true }).selectOption({ label: "The system" });
  await form.getByRole("button", { name: "Filter" }).click();
  await expect(page).toHaveURL(/type=purpose-created&actor=system/);
  await page.reload();
  await expect(form.getByLabel("What")).toHaveValue("purpose-created");
  for (const row of (await rows(page).all()).slice(1)) await expect(row).toContainText("Purpose added");
  await form.getByRole("combobox", { name: "By", exact: true }).selectOption({ index: 1 });
  await form.getByRole("button", { name: "Filter" }).click();
  await expect(heading(page, "No change matches")).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("link", { name: "Clear the filter" }).click();
  await expect(page).toHaveURL(/\/admin\/audit$/);
  await page.getByRole("main").getByRole("link", { name: "ledger" }).click();
  await expect(heading(page, "Ledger")).toBeVisible();
  await page.getByRole("link", { name: "See what administrators changed" }).click();
  await expect(heading(page, "Audit")).toBeVisible();
});

for (const search of ["?type=provisioned", "?actor=Ada", "?from=today", "?to=%00"]) {
  test(`an address with an invalid filter, ${search}, finds nothing`, async ({ page }) => {
    await page.goto(`${product().url}/admin/audit${search}`);
    await expect(heading(page, "No change matches")).toBeVisible();
    expect((await page.request.get(`${product().url}/admin/audit/audit.csv${search}`)).status()).toBe(404);
  });
}

test("it contains what administrators did, but no decisions of people and no secrets", async ({ page, browser }) => {
  const person = somebody();
  const other = await browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
  await signInAsSomebody(other, product(), person);
  await agreeToAll(other);
  const entries = (await (await page.request.get(`${product().url}/admin/audit/audit.json`)).json()) as {
    type: string;
    result: string;
  }[];
  const types = new Set(entries.map(({ type }) => type));
  expect(types).toContain("purpose-created");
  for (const type of ["provisioned", "refused", "granted", "expired"]) expect(types).not.toContain(type);
  expect(entries.every(({ result }) => result === "done")).toBe(true);
  const [text, csv] = [JSON.stringify(entries), await page.request.get(`${product().url}/admin/audit/audit.csv`)];
  const dump = await database().dump();
  const sealed = /identity_provider \(.*?v1\.[\w.-]+/.exec(dump)?.[0]?.split(/\s/).at(-1);
  for (const word of [person.email, person.name, person.phone, person.subject, sealed].filter(Boolean)) {
    expect(text + (await csv.text())).not.toContain(word);
  }
});

test("more than one page can be paged to the end", async ({ page }) => {
  await database().run(`
    set local session_replication_role = replica;
    insert into event (at, type, actor_kind, details) select now() - interval '40 days' - n * interval '1 second',
      'signing-key-rotated', 'system', jsonb_build_object('kid', 'key-' || n) from generate_series(1, 120) n`);
  await page.goto(`${product().url}/admin/audit?type=signing-key-rotated`);
  await expect(page.getByRole("status")).toContainText("50 on this page");
  await page.getByRole("link", { name: "Next page" }).click();
  await expect(page.getByText("key-51")).toBeVisible();
  await page.getByRole("link", { name: "Next page" }).click();
  await expect(page.getByText("key-120")).toBeVisible();
  await expect(page.getByRole("link", { name: "Next page" })).toHaveCount(0);
  await page.getByRole("link", { name: "First page" }).click();
  await expect(page.getByText("key-120")).toHaveCount(0);
  const saving = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export JSON" }).click();
  const saved = await readFile(await (await saving).path(), "utf8");
  expect(saved.match(/"kid":"key-\d+"/g)).toHaveLength(120);
  await expect(page.getByText(/^audit\.json is complete: 12\d rows\.$/)).toBeVisible();
});

test("people and visitors do not see that there is a log", async ({ browser }) => {
  const person = await browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
  await signInAsSomebody(person, product(), somebody());
  await agreeToAll(person);
  const nobody = await browser.newContext();
  for (const path of ["/admin/audit", "/admin/audit/audit.csv", "/admin/audit/audit.json"]) {
    expect((await person.request.get(product().url + path)).status(), path).toBe(404);
    const response = await nobody.request.get(product().url + path, { maxRedirects: 0 });
    expect(response.headers()["location"], path).toMatch(/^\/sign-in\?to=/);
  }
});
