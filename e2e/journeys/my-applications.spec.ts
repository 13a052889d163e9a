import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { addPurpose, changePurpose } from "../administration.ts";
import { accept, tickAll } from "../consent.ts";
import { asAdministrator, fillInSomebody, somebody } from "../people.ts";
import { RelyingParty } from "../relying-party.ts";
import { withProduct } from "../with-product.ts";

const product = withProduct();

const parties: RelyingParty[] = [];
test.afterAll(() => parties.forEach((party) => party.close()));

/** An application that a purpose names beside the organisation, and that is ready to sign people in. */
async function namedApplication(browser: Browser, name: string, purpose: string): Promise<RelyingParty> {
  const party = await RelyingParty.listen();
  parties.push(party);
  const page = await browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/applications/new`);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Redirect URIs").fill(party.redirectUri);
  await page.getByRole("button", { name: "Add application" }).click();
  await page.getByRole("button", { name: "Make a secret" }).click();
  const secret = await page.getByLabel("Client secret").inputValue();
  await page.getByRole("link", { name: "Set up", exact: true }).click();
  const clientId = await page.getByLabel("Client ID").inputValue();
  await addPurpose(page, {
    name: purpose,
    description: "To lend you books.",
    attributes: [{ label: "Email address" }],
  });
  await changePurpose(page, purpose, async (editor) => {
    await editor.getByRole("checkbox", { name, exact: true }).check();
  });
  await page.close();
  await party.connect(product().url, { clientId, secret });
  return party;
}

async function newcomerSignsIn(page: Page, party: RelyingParty, person: ReturnType<typeof somebody>) {
  await page.goto(await party.signInAddress());
  await page.getByRole("link", { name: "Continue with Demo University" }).click();
  await fillInSomebody(page, person);
  await tickAll(page);
  const back = party.comesBack();
  await accept(page).click();
  return party.tokens(await back);
}

test("My data shows what an application gets, and one press withdraws it @phone", async ({ page, browser }) => {
  const party = await namedApplication(browser, "Library Portal", "Library card");
  const person = somebody();
  const tokens = await newcomerSignsIn(page, party, person);
  const sub = tokens.claims()?.sub ?? "";
  expect(await party.userinfo(tokens.access_token, sub)).toMatchObject({ sub, email: person.email });

  await page.goto(`${product().url}/me`);
  const part = page.getByRole("region", { name: "Library Portal" });
  await expect(part).toContainText("Gets: Email address");
  await expect(part).toContainText("Last sign-in on");
  await expect(part).toContainText("Last got details on");
  await expect(part).toContainText("It also ends the purpose “Library card” for");
  await expectNoViolations(page);
  await part.getByRole("button", { name: "Withdraw from Library Portal" }).click();
  await expect(
    page.getByRole("status").filter({ hasText: "Library Portal gets no details about you any more" }),
  ).toBeVisible();
  await expect(part.getByRole("button")).toHaveCount(0);
  await expect(part).toContainText("Gets no details about you.");
  expect(await party.userinfo(tokens.access_token, sub), "gone from the next answer").toEqual({ sub });
});
