import { expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { addPurpose, changePurpose, preview } from "../administration.ts";
import { agreeToAll, save } from "../consent.ts";
import { asAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { withProduct } from "../with-product.ts";

const product = withProduct();

const opened = (page: Page, section: string) => page.locator("summary").filter({ hasText: section });
const where = "Where it goes, and how a machine decides";

/** Says all that a purpose can say besides. */
async function fillInTerms(page: Page): Promise<void> {
  await opened(page, "Other recipients").click();
  const party = page.getByRole("group", { name: "Recipient 1" });
  await party.getByLabel("Recipient").fill("Print Ltd");
  await party.getByLabel("What it does").selectOption("Works for your organisation");
  await party.getByLabel("Country").fill("us");
  await opened(page, "Where it is stored").click();
  await page.getByLabel("Stored in").fill("de, FR");
  await opened(page, "How long an agreement lasts").click();
  await page.getByLabel("Days until people are asked again").fill("365");
  await opened(page, "Automated decisions").click();
  await page.getByLabel("A machine alone makes decisions").check();
}

test("what a purpose says besides is checked, previewed, read, kept on the receipt, and asked again", async ({
  page,
  browser,
}) => {
  test.slow();
  const name = `Loans ${test.info().project.name}`;
  const withScript = test.info().project.use.javaScriptEnabled ?? true;
  await asAdministrator(page, product());
  await addPurpose(page, {
    name,
    description: "So that you can borrow what you need.",
    attributes: [{ label: "Email address" }],
  });
  await page.getByRole("link", { name, exact: true }).click();
  await fillInTerms(page);
  if (withScript) {
    await expect(page.getByRole("group", { name: "Recipient 2" })).toBeVisible();
    await expect(page.getByText("Nothing is named that protects the data at Print Ltd")).toBeVisible();
  }
  await page.getByRole("button", { name: "Finish", exact: true }).click();
  await expect(page.getByText("Say how the machine decides.").first()).toBeVisible();
  await expect(page.getByLabel("Stored in")).toHaveValue("de, FR");
  await expectNoViolations(page);
  await page.getByLabel("How it decides").fill("It looks at earlier loans.");
  await page.getByLabel("What follows for people").fill("You get a loan, or a person looks at it.");
  // Without a script the answer is a new page, on which only the sections with a problem are open.
  if (!withScript) await opened(page, "Other recipients").click();
  await page
    .getByRole("group", { name: "Recipient 1" })
    .getByLabel("Protection outside the EEA")
    .selectOption("Standard contractual clauses");
  if (withScript) {
    // Nothing in the preview can be pressed, so the fold stays closed.
    await expect(preview(page).getByText(where)).toBeVisible();
    await expect(preview(page).getByText(/Print Ltd works with it for Acme/)).toBeAttached();
  }
  await page.getByRole("button", { name: "Finish", exact: true }).click();
  await expect(page.getByText("Stored in Germany and France.").first()).toBeVisible();
  // It asks for more than before, so it cannot be published as other wording.
  await expect(page.getByRole("radio", { name: "Wording only" })).toHaveCount(0);
  await page.getByRole("radio", { name: "Only about what is new" }).check();
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Consent purposes" })).toBeVisible();

  const person = await browser.newPage({ javaScriptEnabled: withScript });
  const ana = somebody();
  await signInAsSomebody(person, product(), ana);
  const purpose = person.getByRole("group", { name });
  await expect(purpose).toContainText("Your agreement ends after 365 days.");
  await expect(purpose).toContainText("Who gets it: Acme and Print Ltd.");
  await purpose.getByText(where).click();
  await expect(purpose).toContainText(
    "Print Ltd works with it for Acme, in United States. Standard contractual clauses",
  );
  await expect(purpose).toContainText("Stored in Germany and France.");
  await expect(purpose).toContainText("It looks at earlier loans.");
  await expectNoViolations(person);
  expect(await person.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await agreeToAll(person);
  await expect(person.getByText("Your agreement ends after 365 days.").first()).toBeVisible();
  await person
    .getByRole("link", { name: /Receipt/ })
    .first()
    .click();
  await expect(person.getByRole("article")).toContainText("You get a loan, or a person looks at it.");
  const receipt = new URL(person.url()).pathname;
  const iso = await (await person.request.get(`${product().url}${receipt}/iso27560.json`)).text();
  for (const term of [
    "eu-gdpr:A46-2-c",
    "loc:US",
    "loc:DE",
    "pd:EmailAddress",
    "ends after 365 days",
    "dpv:AutomatedDecisionMaking",
  ]) {
    expect(iso).toContain(term);
  }
  // Print Ltd has neither contact nor postal address, which the guide requires.
  expect(iso).not.toContain("dpv-27560#receipt");

  await changePurpose(
    page,
    name,
    async (editor) => {
      await opened(editor, "Where it is stored").click();
      await editor.getByLabel("Stored in").fill("DE, FR, US");
    },
    { asks: "Only about what is new" },
  );
  const again = await browser.newPage({ javaScriptEnabled: withScript });
  await signInAsSomebody(again, product(), ana);
  await expect(again.getByText("Stored in Germany, France, and United States.").first()).toBeVisible();
  await agreeAgain(again);
  await Promise.all([person.close(), again.close()]);
});

async function agreeAgain(page: Page): Promise<void> {
  for (const box of await page.getByRole("checkbox").all()) await box.check();
  await save(page).click();
  await expect(page.getByRole("heading", { level: 1, name: "My data and consents" })).toBeVisible();
}
