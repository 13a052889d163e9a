import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { accept, agreeToAll, decline } from "../consent.ts";
import { asAdministrator, signInAsAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { forgetDecisions } from "../rows.ts";
import { withProductAndDatabase } from "../with-product.ts";

const { product, database } = withProductAndDatabase();

// The first test needs an empty list; later tests add records.
test.describe.configure({ mode: "serial" });

const heading = (page: Page, title: string | RegExp) => page.getByRole("heading", { name: title });
const records = (page: Page) => page.getByRole("table", { name: "Decisions, newest first" }).getByRole("row");
const javaScriptEnabled = () => test.info().project.use.javaScriptEnabled ?? true;

async function toRecords(page: Page, search = ""): Promise<void> {
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/records${search}`);
}

/** A person who agrees only to the mandatory detail. */
async function newPerson(page: Page): Promise<void> {
  await signInAsSomebody(page, product(), somebody());
  await page.getByRole("checkbox", { name: "Email address for Account recovery" }).check();
  await accept(page).click();
  await expect(heading(page, "My data and consents")).toBeVisible();
}

async function choose(page: Page, filters: Readonly<Record<string, string>>): Promise<void> {
  const form = page.getByRole("search", { name: "Filter" });
  for (const [label, option] of Object.entries(filters)) await form.getByLabel(label).selectOption({ label: option });
  await form.getByRole("button", { name: "Filter" }).click();
}

test("without a decision there is no record, and nothing to filter @phone @core", async ({ page, browser }) => {
  const refusing = await browser.newPage({ javaScriptEnabled: javaScriptEnabled() });
  await signInAsSomebody(refusing, product(), somebody());
  await decline(refusing).click();
  await asAdministrator(page, product());
  await forgetDecisions(database());
  await toRecords(page);
  await expect(heading(page, "No record yet")).toBeVisible();
  await expect(page.getByRole("search", { name: "Filter" })).toHaveCount(0);
  await expect(page.getByText("They are only counted: fewer than 10.")).toBeVisible();
  await expectNoViolations(page);
});

test("each decision is a row, newest first, that leads to the words that were shown @phone @core", async ({
  page,
  browser,
}) => {
  await newPerson(await browser.newPage({ javaScriptEnabled: javaScriptEnabled() }));
  const all = await browser.newPage({ javaScriptEnabled: javaScriptEnabled() });
  await signInAsSomebody(all, product(), somebody());
  await agreeToAll(all);
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin`);
  await page.getByRole("link", { name: "Records" }).click();
  await expect(page).toHaveURL(/\/admin\/records$/);
  await expect(page.getByRole("link", { name: "Records" })).toHaveAttribute("aria-current", "page");
  await expect(records(page).nth(1)).toContainText("Agreed");
  await expect(page.getByRole("status")).toContainText(/^\d+ decisions, \d+ on this page$/);
  await expectNoViolations(page);
  const first = records(page).nth(1).getByRole("rowheader").getByRole("link");
  const number = await first.innerText();
  await first.click();
  await expect(heading(page, "Consent receipt")).toBeVisible();
  await expect(page.getByText(number)).toBeVisible();
  await expect(page.getByText("What was shown, word for word")).toBeVisible();
});

test("filters are in the address, survive a reload, and can be removed @phone", async ({ page }) => {
  await toRecords(page);
  await choose(page, { Purpose: "Account recovery", Attribute: "Phone number", Decision: "Not agreed, withdrawn" });
  await expect(page).toHaveURL(/attribute=phone_number&decision=denied/);
  await page.reload();
  await expect(page.getByLabel("Decision")).toHaveValue("denied");
  for (const row of (await records(page).all()).slice(1)) {
    await expect(row).toContainText("Account recovery");
    await expect(row).toContainText("Phone number");
    await expect(row).toContainText("Not agreed");
  }
  await choose(page, { Version: "1", Decision: "Not sent" });
  await expect(heading(page, "No record matches")).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("link", { name: "Clear the filter" }).click();
  await expect(page).toHaveURL(/\/admin\/records$/);
  await expect(records(page).nth(1)).toBeVisible();
});

for (const withScript of [true, false]) {
  test(`a filter is saved under a name for its owner alone, renamed and deleted, with script: ${withScript}`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ javaScriptEnabled: withScript, locale: "en-GB" });
    const page = await context.newPage();
    await toRecords(page);
    const views = page.getByRole("region", { name: "Saved views" });
    await expect(views).toHaveCount(0);
    await choose(page, { Decision: "Not agreed, withdrawn" });
    const name = page.getByLabel("Save this filter as");
    await page.getByRole("button", { name: "Save view" }).click();
    await expect(page.getByText("Enter a name.")).toBeVisible();
    await name.fill("x".repeat(61));
    await page.getByRole("button", { name: "Save view" }).click();
    await expect(page.getByText("The name is longer than 60 characters.")).toBeVisible();
    await expect(name, "nothing is lost").toHaveValue("x".repeat(61));
    await name.fill("  Said   no ");
    await page.getByRole("button", { name: "Save view" }).click();
    await expect(page.getByText("The view is saved.")).toBeVisible();
    await expect(page).toHaveURL(/\/admin\/records\?decision=denied$/);
    const saved = views.getByRole("link", { name: "Said no" });
    await expect(saved).toHaveAttribute("aria-current", "true");
    if (withScript) await expectNoViolations(page);

    await page.getByRole("search", { name: "Filter" }).getByLabel("Attribute").selectOption({ label: "Phone number" });
    await page.getByRole("search", { name: "Filter" }).getByRole("button", { name: "Filter" }).click();
    await name.fill("Said no");
    await page.getByRole("button", { name: "Save view" }).click();
    await expect(page.getByText("You already have a view with this name.")).toBeVisible();
    await saved.click();
    await expect(page).toHaveURL(/\/admin\/records\?decision=denied$/);

    await views.getByRole("link", { name: "Rename or delete" }).click();
    await expect(heading(page, "Saved views")).toBeVisible();
    await page.getByLabel("Name of “Said no”").fill("Refusals");
    await page.getByRole("button", { name: "Rename “Said no”" }).click();
    await expect(page.getByText("The view is renamed.")).toBeVisible();
    if (withScript) await expectNoViolations(page);
    await page.getByRole("link", { name: /^Open ?: Refusals$/ }).click();
    await expect(page).toHaveURL(/\/admin\/records\?decision=denied$/);
    await views.getByRole("link", { name: "Rename or delete" }).click();
    await page.getByRole("button", { name: "Delete “Refusals”" }).click();
    await expect(heading(page, "No saved view yet")).toBeVisible();
    await context.close();
  });
}

test("a receipt is found by its number as people read it out, and a person from their own page", async ({ page }) => {
  await toRecords(page);
  const row = records(page).nth(1);
  const number = await row.getByRole("rowheader").innerText();
  const user = (await row.getByRole("link").nth(1).getAttribute("href")) ?? "";
  await page.getByLabel("Receipt").fill(number.toLowerCase().replace("-", " "));
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page).toHaveURL(/receipt=/);
  await expect(records(page).nth(1)).toContainText(number);
  for (const found of (await records(page).all()).slice(1)) await expect(found).toContainText(number);
  await page.goto(`${product().url}/admin/records?user=${user.split("/").at(-1)}`);
  await expect(page.getByText("Only user")).toBeVisible();
  const ofOne = await records(page).count();
  await page.getByRole("link", { name: "Show everyone" }).click();
  await expect(page).toHaveURL(/\/admin\/records$/);
  await expect.poll(() => records(page).count()).toBeGreaterThan(ofOne);
});

for (const search of [
  "?purpose=news",
  "?user=ana@example.org",
  "?receipt=%00",
  "?attribute=%27%3B--",
  "?from=2026-02-31",
  "?version=99999999999",
  "?decision=agreed",
  "?provider=7ac1b4dd-5f87-4882-9529-aa9480cf6d3f",
]) {
  test(`an address with an invalid filter, ${search}, finds nothing instead of everything`, async ({ page }) => {
    await toRecords(page, search);
    await expect(heading(page, "No record matches")).toBeVisible();
    for (const file of ["records.csv", "records.json"]) {
      const response = await page.request.get(`${product().url}/admin/records/${file}${search}`);
      if (search.startsWith("?provider")) expect(response.status()).toBe(200);
      else expect(response.status(), file).toBe(404);
    }
  });
}

test("a page after the last one says so, and an invalid page is the first one", async ({ page }) => {
  const id = "00000000-0000-4000-8000-000000000000";
  await toRecords(page, `?after=1.${id}.${id}.email`);
  await expect(heading(page, "No more records")).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("main").getByRole("link", { name: "First page" }).click();
  await expect(records(page).nth(1)).toBeVisible();
  await toRecords(page, "?after='; drop table receipt");
  await expect(records(page).nth(1)).toBeVisible();
});

test("the whole filtered list is exported, is safe in a spreadsheet, and its export is on the audit log @core", async ({
  page,
}) => {
  await database().run(
    `update purpose set name = '=HYPERLINK("https://evil.example","Greeting")' where name = 'Personal greeting'`,
  );
  await toRecords(page, "?attribute=name");
  const saving = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  const download = await saving;
  expect(download.suggestedFilename()).toBe("records.csv");
  await expect(page.getByText(/^records\.csv is complete: \d+ rows?\.$/)).toBeVisible();
  const saved = await readFile(await download.path(), "utf8");
  const csv = await (await page.request.get(`${product().url}/admin/records/records.csv?attribute=name`)).text();
  // Reading a body removes the mark that tells spreadsheets that it is UTF-8.
  expect(saved.replace(/^\uFEFF/, "")).toBe(csv.replace(/^\uFEFF/, ""));
  const [head, ...lines] = csv.trimEnd().split("\r\n");
  expect(head).toBe(
    "\uFEFFdecided_at,receipt,kind,purpose_id,purpose,version,attribute,mandatory,legal_basis,decision,source,provider,language,user_id",
  );
  await expect(records(page)).toHaveCount(lines.length + 1);
  for (const line of lines) expect(line).toContain(`"'=HYPERLINK(""https://evil.example"",""Greeting"")"`);
  const response = await page.request.get(`${product().url}/admin/records/records.json`);
  expect(response.headers()).toMatchObject({ "content-type": "application/json", "cache-control": "no-store" });
  const all = (await response.json()) as { receipt: string }[];
  await page.goto(`${product().url}/admin/records`);
  await expect(records(page)).toHaveCount(all.length + 1);
  for (const word of ["Name ", "@demo-university.example", "+44 7700", "subject-"]) {
    expect(JSON.stringify(all) + csv).not.toContain(word);
  }
  await page.goto(`${product().url}/admin/audit?type=records-exported`);
  const noted = page.getByRole("table").getByRole("row").nth(1);
  await expect(noted).toContainText("Records exported");
  await expect(noted).toContainText("List: records");
  await database().run(`update purpose set name = 'Personal greeting' where name like '=HYPERLINK%'`);
});

test("a list that is too long to be counted can be paged to its end and exported completely", async ({ page }) => {
  test.slow();
  await database().run(`
    set local session_replication_role = replica;
    insert into receipt (id, number, pseudonym, kind, language, notice, notice_hash, collection_method, decided_at)
    select gen_random_uuid(), 'ZZZZ-' || lpad(n::text, 4, '0'), gen_random_uuid(), 'consent', 'en', '{}',
      repeat('0', 64), 'web-form', now() - interval '1 day' - n * interval '1 second' from generate_series(1, 3000) n`);
  await database().run(`
    insert into receipt_item (receipt_id, purpose_version_id, attribute_key, state, mandatory, decided_at)
    select r.id, a.version_id, a.attribute_key, 'not-sent', a.mandatory, r.decided_at from receipt r,
      (select * from purpose_version_attribute where not mandatory limit 1) a where r.number like 'ZZZZ-%'`);
  await toRecords(page, "?decision=not-sent");
  await expect(page.getByRole("status")).toHaveText("More than 1,000 decisions, 50 on this page");
  await page.getByRole("link", { name: "Next page" }).click();
  await expect(page.getByText("ZZZZ-0051")).toBeVisible();
  await page.goBack();
  await expect(page.getByText("ZZZZ-0050")).toBeVisible();
  const response = await page.request.get(`${product().url}/admin/records/records.json?decision=not-sent`);
  const numbers = ((await response.json()) as { receipt: string }[]).map(({ receipt }) => receipt);
  const seeded = numbers.filter((number) => number.startsWith("ZZZZ"));
  expect(seeded).toEqual(Array.from({ length: 3000 }, (_, n) => `ZZZZ-${String(n + 1).padStart(4, "0")}`));
  expect(new Set(numbers).size).toBe(numbers.length);
});

/** Slows the page down, to have time for checks: compressed bytes a second; -1 for no limit. */
async function network(page: Page): Promise<(bytes: number) => Promise<void>> {
  const browser = await page.context().newCDPSession(page);
  return async (downloadThroughput) => {
    const conditions = { offline: false, latency: 0, uploadThroughput: -1, downloadThroughput };
    await browser.send("Network.emulateNetworkConditions", conditions);
  };
}

test("an export shows its progress, runs only once, and can be cancelled", async ({ page }) => {
  test.slow();
  await toRecords(page, "?decision=not-sent");
  const begun: string[] = [];
  page.on("request", (request) => request.url().includes("records.json") && begun.push(request.url()));
  const files: string[] = [];
  page.on("download", (download) => files.push(download.suggestedFilename()));
  const speed = await network(page);
  await speed(800);
  const link = page.getByRole("link", { name: "Export JSON" });
  await link.dblclick();
  const bar = page.getByRole("progressbar", { name: "Export of records.json" });
  await expect(page.getByText("It stops when you leave this page.")).toBeVisible();
  await expect(page.getByText(/^[1-9][\d,]* of 3,\d{3} rows$/)).toBeVisible();
  expect(Number(await bar.getAttribute("max"))).toBeGreaterThanOrEqual(3000);
  await expect(page.getByText("25% downloaded.")).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText(/^Cancelled after [\d,]+ rows\. No file was saved\.$/)).toBeVisible();
  await expect(bar).toHaveCount(0);
  await expect(link, "the keyboard is where it was").toBeFocused();
  expect(begun).toHaveLength(1);
  await speed(-1);
  const saving = page.waitForEvent("download");
  await link.press("Enter");
  const numbers = JSON.parse(await readFile(await (await saving).path(), "utf8")) as unknown[];
  expect(numbers.length).toBeGreaterThanOrEqual(3000);
  await expect(page.getByText(/^records\.json is complete: 3,\d{3} rows\.$/)).toBeVisible();
  expect(files).toEqual(["records.json"]);
});

test("an export of nothing says so, and without a script the link downloads", async ({ page, browser }) => {
  const never = "?from=2001-01-01&to=2001-01-02";
  await toRecords(page, never);
  await page.getByRole("link", { name: "Export CSV" }).click();
  await expect(page.getByText("No row matches, so there is no file.")).toBeVisible();
  const context = await browser.newContext({ javaScriptEnabled: false, locale: "en-GB" });
  const plain = await context.newPage();
  await toRecords(plain, never);
  const saving = plain.waitForEvent("download");
  await plain.getByRole("link", { name: "Export CSV" }).click();
  expect(await readFile(await (await saving).path(), "utf8")).toMatch(/^\uFEFFdecided_at,[\w,]+\r\n$/);
  await context.close();
});

test("an export that stops halfway, or whose administrator is signed out, saves no file and says what to do", async ({
  browser,
}) => {
  test.slow();
  // A time that cannot be exported, on the oldest decision and therefore on the last page.
  await database().run(`
    set local session_replication_role = replica;
    insert into receipt (id, number, pseudonym, kind, language, notice, notice_hash, collection_method, decided_at)
    values (gen_random_uuid(), 'ZZZZ-9999', gen_random_uuid(), 'consent', 'en', '{}', repeat('0', 64), 'web-form', '-infinity')`);
  await database().run(`
    insert into receipt_item (receipt_id, purpose_version_id, attribute_key, state, mandatory, decided_at)
    select r.id, a.version_id, a.attribute_key, 'not-sent', a.mandatory, r.decided_at from receipt r,
      (select * from purpose_version_attribute where not mandatory limit 1) a where r.number = 'ZZZZ-9999'`);
  const context = await browser.newContext({ locale: "en-GB" });
  const page = await context.newPage();
  const files: string[] = [];
  page.on("download", (download) => files.push(download.suggestedFilename()));
  await signInAsAdministrator(page, product());
  await expect(page).toHaveURL(/\/admin/);
  await page.goto(`${product().url}/admin/records?decision=not-sent`);
  await page.getByRole("link", { name: "Export CSV" }).click();
  // The browser may drop what arrived just before the connection broke.
  await expect(page.getByText(/^The export stopped( after [\d,]+ rows)?\. No file was saved/)).toBeVisible();
  await expect(page.getByRole("link", { name: "Download records.csv without progress" })).toBeVisible();
  await expectNoViolations(page);

  const speed = await network(page);
  await speed(800);
  await page.getByRole("link", { name: "Export CSV" }).click();
  await expect(page.getByText("25% downloaded.")).toBeVisible();
  const other = await context.newPage();
  await other.goto(`${product().url}/admin`);
  await other.getByRole("button", { name: "Sign out" }).click();
  await expect(other.getByRole("button", { name: "Sign out" })).toHaveCount(0);
  await speed(-1);
  await expect(page.getByText("You were signed out, or signed in more than ten minutes ago.")).toBeVisible();
  await page.getByRole("link", { name: "Export JSON" }).click();
  await expect(page.getByText("You were signed out, or signed in more than ten minutes ago.")).toBeVisible();
  await page.getByRole("link", { name: "Sign in again" }).click();
  await expect(page).toHaveURL(/\/sign-in\?again=1&to=%2Fadmin%2Frecords%3Fdecision%3Dnot-sent$/);
  expect(files).toEqual([]);
  await context.close();
});

test("people and visitors do not see that there are records", async ({ page, browser }) => {
  await newPerson(page);
  for (const path of ["/admin/records", "/admin/records/records.csv", "/admin/records/records.json"]) {
    expect((await page.request.get(product().url + path)).status(), path).toBe(404);
  }
  const nobody = await browser.newContext();
  for (const path of ["/admin/records", "/admin/records/records.csv"]) {
    const response = await nobody.request.get(product().url + path, { maxRedirects: 0 });
    expect(response.headers()["location"], path).toMatch(/^\/sign-in\?to=/);
    expect(await response.text()).not.toContain("decided_at");
  }
});

test("a list that cannot be read says so, also without a script, and links back", async ({ page }) => {
  await asAdministrator(page, product());
  // The frame around the page needs the other tables that the list reads.
  await database().run("alter table event rename to event_away");
  const response = await page.goto(`${product().url}/admin/records?decision=denied`);
  expect(response?.status()).toBe(500);
  await expect(heading(page, "Something went wrong")).toBeVisible();
  expect(await page.content()).not.toContain("event_away");
  await database().run("alter table event_away rename to event");
  await page.getByRole("link", { name: "Try again" }).click();
  await expect(records(page).nth(1)).toBeVisible();
});
