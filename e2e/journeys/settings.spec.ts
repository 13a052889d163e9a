import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { asAdministrator, signInAsAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { png, svgWithScript } from "../pictures-to-upload.ts";
import { agreeToAll, boxes } from "../consent.ts";
import { forgetInterruptedRetention } from "../shared-product.ts";
import { withProductAndDatabase } from "../with-product.ts";

// Each section of the settings: what is refused, what a second administrator sees, and the effect.
const { product, database } = withProductAndDatabase();

const heading = (page: Page, title: string | RegExp) => page.getByRole("heading", { level: 1, name: title });
const save = (page: Page) => page.getByRole("button", { name: "Save" });
const wrong = (page: Page) => page.getByRole("alert", { name: /^Correct / });
const saved = (page: Page) => page.getByText("Saved. This applies from now on.");

async function newPage(browser: Browser): Promise<Page> {
  const javaScriptEnabled = test.info().project.use.javaScriptEnabled ?? true;
  return (await browser.newContext({ javaScriptEnabled, locale: "en-GB" })).newPage();
}

async function section(page: Page, link: string, title: string): Promise<void> {
  await page.goto(`${product().url}/admin/settings`);
  await page.getByRole("link", { name: link }).click();
  await expect(heading(page, title)).toBeVisible();
}

test.beforeEach(async ({ page }) => {
  await asAdministrator(page, product());
});

test("languages: the offered ones are in the menu, match browsers, and need translations @phone", async ({
  page,
  browser,
}) => {
  await section(page, "Edit languages", "Languages");
  await expectNoViolations(page);
  for (const name of ["English", "Deutsch", "العربية"]) await page.getByRole("checkbox", { name }).uncheck();
  await save(page).click();
  await expect(wrong(page)).toContainText("Choose at least one language.");
  await page.getByRole("checkbox", { name: "Deutsch" }).check();
  await save(page).click();
  await expect(wrong(page)).toContainText("Choose a default language that you offer.");
  await expect(page.getByRole("checkbox", { name: "Deutsch" }), "kept").toBeChecked();
  await expectNoViolations(page);
  await page.getByLabel("Default language").selectOption({ label: "Deutsch" });

  // Another administrator is faster.
  const other = await newPage(browser);
  await asAdministrator(other, product());
  await section(other, "Edit languages", "Languages");
  await other.getByRole("checkbox", { name: "العربية" }).uncheck();
  await save(other).click();
  await expect(saved(other)).toBeVisible();
  await save(page).click();
  const conflict = page.getByRole("alert").filter({ hasText: "Another administrator changed this in the meantime" });
  await expect(conflict).toContainText("English, Deutsch");
  await expectNoViolations(page);
  await save(page).click();
  await expect(saved(page)).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Deutsch");

  const person = await newPage(browser);
  await person.goto(`${product().url}/sign-in`);
  await expect(person.locator("html"), "English is not offered").toHaveAttribute("lang", "de");
  await expect(person.getByRole("button", { name: "English" })).toHaveCount(0);
  // An older form cannot choose a language that is not offered.
  const chosen = await person.request.post(`${product().url}/language`, {
    form: { to: "ar", back: "/sign-in" },
    headers: { origin: product().url },
  });
  expect(await chosen.text()).toContain('lang="de"');
  await page.goto(`${product().url}/admin/purposes`);
  await page.getByRole("link", { name: "Account recovery", exact: true }).click();
  const languages = page.getByRole("region", { name: "Languages" });
  await expect(languages.locator("dt").getByText("Deutsch", { exact: true })).toBeVisible();
  await expect(languages.locator("dt").getByText("English", { exact: true }), "in which it is written").toBeVisible();
  await expect(languages.getByText("العربية")).toHaveCount(0);
  await page.goto(`${product().url}/admin/audit`);
  await expect(page.getByRole("table").getByText("Settings changed").first()).toBeVisible();
  await database().run(
    "update installation set offered_languages = null, fallback_language = 'en', languages_revision = languages_revision + 1",
  );
  await other.context().close();
  await person.context().close();
});

test("session lengths: within their limits, and at once", async ({ page, browser }) => {
  await section(page, "Edit session lengths", "Session lengths");
  await expectNoViolations(page);
  await page.getByLabel("People: longest time without activity, in minutes").fill("90");
  await page.getByLabel("People: longest time signed in, in hours").fill("1");
  await page.getByLabel("Administrators: longest time signed in, in hours").fill("240");
  await save(page).click();
  await expect(wrong(page)).toContainText(
    "“Administrators: longest time signed in, in hours”: enter a whole number from 1 to 24.",
  );
  await page.getByLabel("Administrators: longest time signed in, in hours").fill("8");
  await save(page).click();
  await expect(wrong(page)).toContainText(
    "“People: longest time without activity, in minutes” is longer than the session itself.",
  );
  await expect(page.getByLabel("People: longest time signed in, in hours")).toHaveValue("1");
  await page.getByLabel("People: longest time without activity, in minutes").fill("30");

  const person = await newPage(browser);
  await signInAsSomebody(person, product(), somebody());
  await agreeToAll(person);
  await database().run("update session set last_seen_at = now() - interval '31 minutes'");
  await person.goto(`${product().url}/me`);
  await expect(heading(person, "My data and consents"), "eight hours until it is saved").toBeVisible();
  await save(page).click();
  await expect(saved(page)).toBeVisible();
  await database().run("update session set last_seen_at = now() - interval '31 minutes'");
  await person.goto(`${product().url}/me`);
  await expect(person).toHaveURL(/\/sign-in/);
  await page.goto(`${product().url}/admin/settings`);
  await expect(page.getByRole("main"), "an administrator's is eight hours").toContainText(
    "People 1 hour, administrators 8 hours",
  );
  await person.context().close();
});

test("anonymous events: a number of days, which the retention job uses", async ({ page }) => {
  await section(page, "Edit anonymous events", "Anonymous events");
  await expect(page.getByLabel("Days")).toHaveValue("400");
  await page.getByLabel("Days").fill("for ever");
  await save(page).click();
  await expect(wrong(page)).toContainText("“Days”: enter a whole number from 1 to 9999.");
  await expect(page.getByLabel("Days")).toHaveValue("for ever");
  await expectNoViolations(page);
  await page.getByLabel("Days").fill("30");
  await save(page).click();
  await expect(page.getByRole("main")).toContainText("30 days");
  const old =
    "insert into event (at, type, details) select date_trunc('hour', now(), 'UTC') - interval '40 days', 'refused', '{}'";
  await database().run(old);
  const count = async () => ((await database().dump()).match(/^event .*refused/gm) ?? []).length;
  expect(await count()).toBe(1);
  // It runs at each start.
  await product().stopApp();
  await database().run(forgetInterruptedRetention);
  await product().startApp();
  await expect.poll(count).toBe(0);
});

test("appearance: a legible colour in both themes, where people decide", async ({ page, browser }) => {
  await section(page, "Edit appearance", "Appearance");
  await page.getByRole("textbox", { name: "Colour" }).fill("teal; }");
  await save(page).click();
  await expect(wrong(page)).toContainText("“Colour” must be # and six digits");
  await expect(page.getByRole("textbox", { name: "Colour" })).toHaveValue("teal; }");
  await page.getByRole("textbox", { name: "Colour" }).fill("#FFCC00");
  const scripted = test.info().project.use.javaScriptEnabled ?? true;
  if (scripted) {
    await expect(
      page.getByText(/Made darker, to #[0-9a-f]{6}, .* Contrast 4\.\d to 1: passes WCAG 2\.2 AA/),
    ).toBeVisible();
    await expect(page.getByText(/As entered\. Contrast [\d.]+ to 1/), "in dark").toBeVisible();
  }
  await expectNoViolations(page);
  await save(page).click();
  await expect(page.getByRole("main")).toContainText("#ffcc00");

  const person = await newPage(browser);
  await signInAsSomebody(person, product(), somebody());
  const accent = () => person.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--accent"));
  if (scripted) await expect.poll(accent).not.toBe("#005d76");
  // The consent screen, in both themes.
  await expectNoViolations(person);
  await person.emulateMedia({ colorScheme: "dark" });
  if (scripted) await expect.poll(accent).toBe("#ffcc00");
  const sheet = await person.request.get(`${product().url}/api/appearance/ffcc00.css`);
  expect(sheet.headers()["content-type"]).toContain("text/css");
  for (const forged of ["ffcc00", "ffcc0.css", "FFCC00.css", "ffcc00;}.css"]) {
    const answer = await person.request.get(`${product().url}/api/appearance/${encodeURIComponent(forged)}`);
    expect(answer.status(), forged).toBe(404);
  }
  await person.context().close();
});

test("appearance: a logo beside the name that people see, on every page and not on receipts", async ({
  page,
  browser,
}) => {
  // An older receipt.
  const person = await newPage(browser);
  await signInAsSomebody(person, product(), somebody());
  await agreeToAll(person);
  await person
    .getByRole("link", { name: /Receipt/ })
    .first()
    .click();
  await expect(heading(person, "Consent receipt")).toBeVisible();
  const files = () =>
    Promise.all(
      ["kantara.json", "iso27560.json", "receipt.jws"].map(async (name) =>
        (await person.request.get(`${person.url()}/${name}`)).text(),
      ),
    );
  const proof = await files();
  const other = await newPage(browser);
  await asAdministrator(other, product());
  await section(other, "Edit appearance", "Appearance");

  await section(page, "Edit appearance", "Appearance");
  const name = page.getByRole("region", { name: "Name" });
  await expect(name).toContainText("People see “Acme”.");
  await expect(name.getByRole("link")).toHaveAttribute("href", "/admin/resident/organisation");
  await expectNoViolations(page);
  const upload = async (on: Page, file: string, buffer: Buffer) => {
    await on.getByLabel("File").setInputFiles({ name: file, mimeType: "image/png", buffer });
    await on.getByRole("button", { name: "Use this picture" }).click();
  };
  const before = await database().dump();
  for (const [file, buffer, said] of [
    ["logo.png", svgWithScript, "That file is not a PNG, JPEG or WebP"],
    ["page.png", Buffer.from("<!doctype html><script>alert(1)</script>"), "That file is not a PNG, JPEG or WebP"],
    ["tall.png", png(20, 600), "must be 16 to 512 pixels"],
    ["large.png", Buffer.concat([png(64, 64), Buffer.alloc(60 * 1024)]), "larger than 48 KB"],
    ["huge.png", Buffer.concat([png(64, 64), Buffer.alloc(300 * 1024)]), "larger than 48 KB"],
  ] as const) {
    await upload(page, file, buffer);
    await expect(page.getByRole("alert").filter({ hasText: said }), file).toBeVisible();
  }
  expect(await database().dump()).toBe(before);
  await upload(page, "logo.png", png(64, 32));
  await expect(page.getByText("The logo is saved. People see it from now on.")).toBeVisible();
  await expectNoViolations(page);
  // An administrator who has not seen that logo cannot replace or remove it.
  await upload(other, "other.png", png(32, 32));
  await expect(other.getByText("Another administrator changed this picture")).toBeVisible();

  const visitor = await newPage(browser);
  await visitor.setViewportSize({ width: 390, height: 844 });
  await visitor.goto(`${product().url}/sign-in`);
  const mark = visitor.getByRole("banner").getByRole("link", { name: "Acme", exact: true }).locator("img");
  await expect(mark).toBeVisible();
  expect(await mark.boundingBox()).toMatchObject({ width: 36, height: 36 });
  const address = new URL((await mark.getAttribute("src")) ?? "", product().url).href;
  const served = await visitor.request.get(address);
  expect(served.headers()).toMatchObject({
    "content-type": "image/png",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
    "cache-control": "public, max-age=31536000, immutable",
  });
  expect(Buffer.compare(await served.body(), png(64, 32))).toBe(0);
  await signInAsSomebody(visitor, product(), somebody());
  await boxes(visitor);
  await expect(mark, "where people decide").toBeVisible();
  await expectNoViolations(visitor);
  await person.reload();
  await expect(person.locator(`img[src^="/api/appearance/logo"]`), "in the bar and on the receipt").toHaveCount(2);
  await expectNoViolations(person);
  expect(await files()).toEqual(proof);

  await page.goto(`${product().url}/admin/audit`);
  await expect(page.getByRole("table")).toContainText(/Picture:\s*nothing → image\/png [0-9a-f]{16}/);
  await section(page, "Edit appearance", "Appearance");
  await page.getByRole("button", { name: "Remove the picture" }).click();
  await expect(page.getByText("The logo is removed.")).toBeVisible();
  expect((await visitor.request.get(address)).status()).toBe(404);
  await visitor.reload();
  await boxes(visitor);
  await expect(mark, "what was there before any").toHaveCount(0);
  for (const tab of [person, other, visitor]) await tab.context().close();
});

test("a question comes before unsaved text is lost @script", async ({ page }) => {
  await signInAsAdministrator(page, product());
  await section(page, "Edit anonymous events", "Anonymous events");
  await page.getByLabel("Days").fill("77");
  await page.getByRole("link", { name: "Overview", exact: true }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.getByRole("button", { name: "Keep editing" }).click();
  await expect(page.getByLabel("Days")).toHaveValue("77");
});
