import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { addPurpose, changePurpose, chooseBasis, preview } from "../administration.ts";
import { accept, decline, leave, save } from "../consent.ts";
import { asAdministratorOn, type MadeUpPerson, signInAsSomebody, somebody } from "../people.ts";
import { changedRows } from "../rows.ts";
import { withProductAndDatabase } from "../with-product.ts";

// Several legal bases on one screen: the contract's email address beside the consent to write to it. In order, because
// everyone is asked the same purposes.
const { product, database } = withProductAndDatabase();
test.describe.configure({ mode: "serial" });

const contract = { name: "Contract – Article 6(1)(b)", reason: "Your membership card and your bills go there." };
const why = "We need this for our contract with you (GDPR, Article 6(1)(b)).";
const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });
const myData = (page: Page) => heading(page, "My data and consents");
const membership = (page: Page) => page.getByRole("group", { name: "Membership" });
const ana = somebody();

const withScript = () => test.info().project.use.javaScriptEnabled ?? true;

async function arrive(browser: Browser, person: MadeUpPerson): Promise<Page> {
  const page = await (await browser.newContext({ javaScriptEnabled: withScript() })).newPage();
  await signInAsSomebody(page, product(), person);
  return page;
}

const administer = (browser: Browser, work: (page: Page) => Promise<void>) =>
  asAdministratorOn(browser, product(), work);

/** No page is wider than its window. */
const expectNoScrolling = async (page: Page) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);

test("an administrator chooses the legal basis of each detail, with its reason @phone @core", async ({ browser }) => {
  await administer(browser, async (page) => {
    await database().run("update purpose set status = 'archived', archived_at = now()");
    await addPurpose(page, {
      name: "Newsletter",
      description: "So that we can write to you about new books.",
      attributes: [{ label: "Email address" }],
    });
    await addPurpose(page, {
      name: "Membership",
      description: "So that you can borrow books and use our rooms.",
      attributes: [{ label: "Phone number" }],
    });
    await page.getByRole("link", { name: "Membership", exact: true }).click();
    await page.getByLabel("PII category to add").selectOption({ label: "Email address" });
    await page.getByRole("button", { name: "Add PII Category" }).click();
    const reason = page.getByLabel("Why it is necessary: Email address");
    await expect(page.getByLabel("Legal basis: Email address")).toHaveValue("consent");
    await expect(reason).toBeHidden();
    await page.getByLabel("Legal basis: Email address").selectOption(contract.name);
    await expect(reason).toBeVisible();
    await page.getByRole("checkbox", { name: "Mandatory: Email address" }).check();
    await page.getByRole("button", { name: "Finish", exact: true }).click();
    const problems = page.getByRole("alert", { name: "Correct 2 things" });
    await expect(problems).toContainText("Email address is not asked, so it cannot be mandatory.");
    await expect(problems).toContainText("Say why Email address is necessary.");
    await expectNoViolations(page);
    await page.getByRole("checkbox", { name: "Mandatory: Email address" }).uncheck();
    await chooseBasis(page, "Email address", contract);
    if (withScript() && (page.viewportSize()?.width ?? 0) > 1000) {
      await expect(preview(page).getByText(why)).toBeVisible();
    }
    await page.getByRole("button", { name: "Finish", exact: true }).click();
    await page.getByRole("radio", { name: "Only about what is new" }).check();
    await page.getByRole("button", { name: "Publish" }).click();
    await expect(heading(page, "Consent purposes")).toBeVisible();
    await page.goto(`${product().url}/admin/purposes/processing-record`);
    await expect(page.getByText("Email address: Legal basis: a contract with you")).toBeVisible();
  });
});

test("the screen names the basis and its reason, and asks only for the rest @phone @core", async ({ browser }) => {
  const page = await arrive(browser, ana);
  const email = membership(page).getByRole("listitem").filter({ hasText: "Email address" });
  await expect(email).toContainText(why);
  await expect(email).toContainText(contract.reason);
  await expect(email).toContainText(ana.email ?? "");
  await expect(email).toContainText("Will be stored");
  await expect(email.getByRole("checkbox")).toHaveCount(0);
  await expect(membership(page).getByRole("checkbox", { name: "Phone number for Membership" })).not.toBeChecked();
  await expect(page.getByRole("checkbox", { name: "Email address for Newsletter" })).not.toBeChecked();
  await expectNoViolations(page);
  await expectNoScrolling(page);
  const before = await database().dump();
  await decline(page).click();
  await expect(decline(page)).toHaveCount(0);
  expect(changedRows(before, await database().dump()), "declining stores nothing about the person").toEqual({
    event: 1,
    one_use_key: 1,
  });
  await page.context().close();
});

test("who refuses all that is asked has an account with what the contract needs, and nothing else @phone @core", async ({
  browser,
}) => {
  const page = await arrive(browser, ana);
  await accept(page).click();
  await expect(myData(page)).toBeVisible();
  const held = page.getByRole("region", { name: "Membership" });
  await expect(held).toContainText(why);
  await expect(held).toContainText(contract.reason);
  await expect(held).toContainText("there is no consent to withdraw for it");
  await expect(held).toContainText(ana.email ?? "");
  await expect(page.getByRole("button", { name: /^Withdraw/ })).toHaveCount(0);
  await expect(page.getByRole("link", { name: /^Object/ })).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Newsletter" })).toContainText("You said no on");
  await expectNoViolations(page);
  await expectNoScrolling(page);
  const dump = await database().dump();
  expect(dump).toContain(ana.email);
  expect(dump, "the phone number was refused").not.toContain(ana.phone);

  // A forged withdrawal changes nothing: only consent can be withdrawn.
  const id = (await held.getAttribute("aria-labelledby"))?.slice("held-".length) ?? "";
  const form = { purpose: id, attribute: "email" };
  const headers = { origin: product().url };
  await page.request.post(`${product().url}/me/withdraw`, { form, headers, maxRedirects: 0 });
  expect(await database().dump()).toBe(dump);

  await page
    .getByRole("link", { name: /^Receipt/ })
    .first()
    .click();
  const receipt = page.getByRole("article");
  await expect(receipt).toContainText("The person agreed to 0 of 2 details.");
  await expect(receipt).toContainText("One detail was to be stored, without asking for consent.");
  await expect(receipt.getByRole("listitem").filter({ hasText: why })).toContainText("Informed, stored");
  const path = new URL(page.url()).pathname;
  const iso = await (await page.request.get(`${product().url}${path}/iso27560.json`)).text();
  for (const term of ["eu-gdpr:A6-1-b", "dpv:Contract", "dpv:ConsentRefused", contract.reason]) {
    expect(iso).toContain(term);
  }
  const kantara = await (await page.request.get(`${product().url}${path}/kantara.json`)).text();
  expect(kantara).toContain("No consent was asked for. Legal basis: contract, GDPR Article 6(1)(b)");
  await page.context().close();
});

test("another basis is material: people are told before it holds, and may object if it allows that @phone @core", async ({
  browser,
}) => {
  await administer(browser, (admin) =>
    changePurpose(
      admin,
      "Membership",
      (page) =>
        chooseBasis(page, "Email address", {
          name: "Legitimate interests – Article 6(1)(f)",
          reason: "We warn you before a loan is due.",
        }),
      {
        asks: "Only about what is new",
        review: async () => {
          await expect(admin.getByRole("radio", { name: "Wording only" })).toHaveCount(0);
          await expect(admin.getByText(why)).toBeVisible();
        },
      },
    ),
  );
  const left = await arrive(browser, ana);
  await expect(left.getByText("We have a legitimate interest in this (GDPR, Article 6(1)(f)).").first()).toBeVisible();
  await expect(left.getByRole("checkbox")).toHaveCount(0);
  await expectNoViolations(left);
  const before = await database().dump();
  await left.getByRole("button", { name: "Cancel", exact: true }).or(leave(left)).click();
  await expect(left.getByRole("button", { name: "Continue", exact: true })).toHaveCount(0);
  expect(changedRows(before, await database().dump())).toEqual({ one_use_key: 1 });
  await left.context().close();

  const page = await arrive(browser, ana);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await expect(myData(page)).toBeVisible();
  await expect(page.getByRole("region", { name: "Membership" })).toContainText("We warn you before a loan is due.");
  await page.getByRole("link", { name: "Object to Membership" }).first().click();
  await expect(heading(page, "Object to Membership")).toBeVisible();
  await expect(page.getByText("It is about: Email address.")).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Object", exact: true }).click();
  await expect(page.getByRole("region", { name: "Membership" })).toContainText(/You objected on \d/);
  await page.context().close();
});

test("back to consent: people are asked, and a refusal deletes it @phone @core", async ({ browser }) => {
  await administer(browser, (admin) =>
    changePurpose(
      admin,
      "Membership",
      async (page) => {
        await page.getByLabel("Legal basis: Email address").selectOption("Consent");
      },
      { asks: "Only about what is new" },
    ),
  );
  const page = await arrive(browser, ana);
  await expect(page.getByRole("checkbox", { name: "Email address for Membership" })).not.toBeChecked();
  await save(page).click();
  await expect(myData(page)).toBeVisible();
  await expect(page.getByRole("region", { name: "Membership" })).toContainText("You said no on");
  expect(await database().dump()).not.toContain(ana.email);
  await page.context().close();
});
