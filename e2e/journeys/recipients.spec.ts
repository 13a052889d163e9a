import { expect, type Browser, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { addPurpose, changePurpose, recipient } from "../administration.ts";
import { accept, agreeToAll, boxes, decline, save, tickAll } from "../consent.ts";
import {
  asAdministrator,
  asAdministratorOn,
  fillInSomebody,
  type MadeUpPerson,
  signInAsSomebody,
  somebody,
} from "../people.ts";
import { type Registered, registerApplication } from "../registered-application.ts";
import { withProductAndDatabase } from "../with-product.ts";

// Who gets what: a purpose names its recipients, a sign-in asks the purposes of its application, and each application
// gets what was agreed to for it. One product, in order, because purposes are asked of everyone.
const { product, database } = withProductAndDatabase({ alone: true });
test.describe.configure({ mode: "serial" });

let library: Registered;
let shop: Registered;
test.afterAll(() => [library, shop].forEach(({ party }) => party.close()));

const scope = { scope: "openid email profile library_card" };
const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });
const heading2 = (page: Page, name: string) => page.getByRole("heading", { level: 2, name });
const purpose = (page: Page, name: string) => page.getByRole("group").filter({ has: heading2(page, name) });
const box = (page: Page, name: string) => page.getByRole("checkbox", { name });

async function fresh(browser: Browser): Promise<Page> {
  return (await browser.newContext({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true })).newPage();
}

const administer = (browser: Browser, work: (page: Page) => Promise<void>) =>
  asAdministratorOn(browser, product(), work);

const person = (): MadeUpPerson => somebody({ claims: { library_card: "L-4711" } });

/** From the application to the provider's page, and signs in there. */
async function comeFrom(page: Page, { party }: Registered, who: MadeUpPerson): Promise<void> {
  await page.goto(await party.signInAddress(scope));
  await page.getByRole("link", { name: "Continue with Demo University" }).click();
  await fillInSomebody(page, who);
}

/** A person with a session comes from the application and is asked: through their own provider, without choosing it. */
async function comeSignedIn(page: Page, { party }: Registered, who: MadeUpPerson): Promise<void> {
  await page.goto(await party.signInAddress(scope));
  await fillInSomebody(page, who);
}

/** What the application currently gets at userinfo, without the identifier. */
async function got({ party }: Registered, tokens: Awaited<ReturnType<Registered["party"]["tokens"]>>) {
  const { sub: _sub, ...claims } = await party.userinfo(tokens.access_token, tokens.claims()?.sub ?? "");
  return claims;
}

async function answer(page: Page, { party }: Registered, press: () => Promise<unknown>) {
  const back = party.comesBack();
  await press();
  const address = await back;
  await arrived(page);
  return party.tokens(address);
}

/** The request reaches the application before its page is in the browser. */
const arrived = (page: Page) => expect(heading(page, "Library")).toBeVisible();

test.beforeAll(async ({ browser }) => {
  await database().run(`
    insert into attribute (key, type, position) values ('library_card', 'text', 900);
    insert into attribute_text (attribute_key, language, label, explanation)
      values ('library_card', 'en', 'Library card', 'Its number.');
    insert into claim_mapping (provider_id, attribute_key, claim_path)
      select id, 'library_card', '{library_card}' from identity_provider`);
  library = await registerApplication(product(), "Library Portal", { claimsInIdToken: true });
  shop = await registerApplication(product(), "Shop");
  await administer(browser, async (page) => {
    await addPurpose(page, {
      name: "Loans",
      description: "So that you can borrow books.",
      attributes: [{ label: "Email address", mandatory: true }, { label: "Library card" }],
      onlyFor: ["Library Portal"],
    });
  });
});

test("a newcomer is asked for the application too, reads who gets what, and it gets what they agreed to @phone @core", async ({
  page,
}) => {
  const who = person();
  await comeFrom(page, library, who);
  await expect(decline(page)).toBeVisible();
  await expect(purpose(page, "Loans")).toContainText("Who gets it: Library Portal.");
  await expect(purpose(page, "Account recovery")).toContainText("Who gets it: Acme.");
  await expectNoViolations(page);
  await tickAll(page);
  const tokens = await answer(page, library, () => accept(page).click());
  const claims = { email: who.email, library_card: "L-4711" };
  expect(await got(library, tokens)).toEqual(claims);
  expect(tokens.claims()).toMatchObject(claims);
  // Acme keeps the name for itself: the library asked for it, and does not get it.
  expect(tokens.claims()).not.toHaveProperty("name");

  await page.goto(`${product().url}/me`);
  const receipt = page.getByRole("region", { name: "History and receipts" }).getByRole("link").first();
  await page.goto(product().url + ((await receipt.getAttribute("href")) ?? ""));
  await expect(page.getByText("Who gets it: Library Portal.")).toBeVisible();
});

test("people who sign in to Assent, or to another application, are not asked for this one", async ({
  page,
  browser,
}) => {
  await signInAsSomebody(page, product(), person());
  await expect(decline(page)).toBeVisible();
  await expect(heading2(page, "Account recovery")).toBeVisible();
  await expect(heading2(page, "Loans")).toHaveCount(0);
  const other = await fresh(browser);
  await comeFrom(other, shop, person());
  await expect(decline(other)).toBeVisible();
  await expect(heading2(other, "Loans")).toHaveCount(0);
  await other.context().close();
});

test("a newcomer who refuses what the application needs gets no account", async ({ page }) => {
  await comeFrom(page, library, person());
  for (const one of await boxes(page)) await one.check();
  await box(page, "Email address for Loans").uncheck();
  await accept(page).click();
  await expect(page.getByRole("alert", { name: "Tick the required detail to create your account" })).toBeVisible();
});

test("with an account: only what is new is asked, refusing it costs the application alone, and a later yes is enough @phone", async ({
  page,
}) => {
  const who = person();
  await signInAsSomebody(page, product(), who);
  await agreeToAll(page);
  const silent = library.party.comesBack();
  await page.goto(await library.party.signInAddress({ ...scope, prompt: "none" }));
  expect((await silent).searchParams.get("error")).toBe("consent_required");
  await arrived(page);

  await comeSignedIn(page, library, who);
  await expect(heading(page, "Choose what Library Portal gets")).toBeVisible();
  await expect(heading2(page, "Account recovery")).toHaveCount(0);
  await expect(purpose(page, "Loans")).toContainText("Required by Library Portal");
  await expectNoViolations(page);
  const refused = library.party.comesBack();
  await save(page).click();
  expect((await refused).searchParams.get("error")).toBe("access_denied");
  await arrived(page);
  await page.goto(`${product().url}/me`);
  await expect(heading(page, "My data and consents")).toBeVisible();
  await expect(page.getByText(who.email ?? "").first()).toBeVisible();

  await comeSignedIn(page, library, who);
  await expect(purpose(page, "Loans")).toContainText("Asked again");
  await box(page, "Email address for Loans").check();
  const tokens = await answer(page, library, () => save(page).click());
  expect(await got(library, tokens)).toEqual({ email: who.email });

  // Nothing is left to ask, so the next time leads straight through.
  const straight = await answer(page, library, async () => {
    await page.goto(await library.party.signInAddress({ ...scope, prompt: "none" }));
  });
  expect(straight.claims()?.sub).toBe(tokens.claims()?.sub);

  // After the withdrawal the library no longer gets the detail, and the account stays.
  await page.goto(`${product().url}/me`);
  await page.getByRole("button", { name: "Withdraw email address from Loans", exact: true }).click();
  await expect(page.getByText("Email address withdrawn from Loans.")).toBeVisible();
  expect(await got(library, tokens)).toEqual({});
  await expect(page.getByText(who.email ?? "").first()).toBeVisible();
  await comeSignedIn(page, library, who);
  await expect(heading(page, "Choose what Library Portal gets")).toBeVisible();
});

test("naming an application asks again, and removing it ends what it gets without asking", async ({
  page,
  browser,
}) => {
  const who = person();
  await comeFrom(page, library, who);
  await tickAll(page);
  const tokens = await answer(page, library, () => accept(page).click());
  expect(await got(library, tokens)).not.toHaveProperty("name");

  await administer(browser, (admin) =>
    changePurpose(admin, "Personal greeting", async () => {
      await recipient(admin, "Library Portal").check();
      await admin.getByRole("button", { name: "Finish", exact: true }).click();
      await expect(heading(admin, "Review Personal greeting")).toBeVisible();
      await expect(admin.getByText("Who gets it", { exact: true })).toBeVisible();
      await expect(admin.getByRole("radio", { name: "Wording only" })).toHaveCount(0);
      await admin.getByRole("link", { name: "Back to editing" }).click();
      await expect(recipient(admin, "Library Portal")).toBeChecked();
    }),
  );
  expect(await got(library, tokens), "nobody has agreed to it yet").not.toHaveProperty("name");
  await comeSignedIn(page, library, who);
  await expect(purpose(page, "Personal greeting")).toContainText("Who gets it: Acme and Library Portal.");
  await expect(heading2(page, "Loans")).toHaveCount(0);
  await box(page, "Name for Personal greeting").check();
  const again = await answer(page, library, () => save(page).click());
  expect(await got(library, again)).toHaveProperty("name", who.name);

  await administer(browser, (admin) =>
    changePurpose(admin, "Personal greeting", () => recipient(admin, "Library Portal").uncheck()),
  );
  expect(await got(library, again)).not.toHaveProperty("name");
  const straight = await answer(page, library, async () => {
    await page.goto(await library.party.signInAddress({ ...scope, prompt: "none" }));
  });
  expect(straight.claims()).not.toHaveProperty("name");
});

test("a purpose without a recipient is refused in the editor", async ({ page }) => {
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/purposes`);
  await page.getByRole("link", { name: "Loans", exact: true }).click();
  await recipient(page, "Library Portal").uncheck();
  await page.getByRole("button", { name: "Finish", exact: true }).click();
  await expect(page.getByText("Choose who gets it: Acme, an application, or both.").first()).toBeVisible();
  await expectNoViolations(page);
});
