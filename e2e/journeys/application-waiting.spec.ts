import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { addPurpose, changePurpose } from "../administration.ts";
import { accept, agreeToAll, save, tickAll } from "../consent.ts";
import { asAdministratorOn, fillInSomebody, type MadeUpPerson, signInAsSomebody, somebody } from "../people.ts";
import { type Registered, registerApplication } from "../registered-application.ts";
import { withProductAndDatabase } from "../with-product.ts";

// What an application needs and what can wait, and a session that ends while its person is on the way to an application.
// One product, in order: purposes are asked of everyone.
const { product, database } = withProductAndDatabase();
test.describe.configure({ mode: "serial" });

let library: Registered;
test.afterAll(() => library.party.close());

const day = 24 * 60 * 60_000;
const inTenDays = new Date(Date.now() + 10 * day).toISOString().slice(0, 10);

const administer = (browser: Browser, work: (page: Page) => Promise<void>) =>
  asAdministratorOn(browser, product(), work);

test.beforeAll(async ({ browser }) => {
  library = await registerApplication(product(), "Library Portal");
  await administer(browser, (page) =>
    addPurpose(page, {
      name: "Loans",
      description: "So that you can borrow books.",
      attributes: [{ label: "Email address", mandatory: true }, { label: "Phone number" }],
      onlyFor: ["Library Portal"],
    }),
  );
});

const arrived = (page: Page) => expect(page.getByRole("heading", { level: 1, name: "Library" })).toBeVisible();
const asked = (page: Page) => page.getByRole("heading", { level: 1, name: "Choose what Library Portal gets" });
const later = (page: Page) => page.getByRole("button", { name: "Decide later" });
const phoneBox = (page: Page) => page.getByRole("checkbox", { name: "Phone number for Loans" });

/** What the application is answered once `press` has sent the browser on its way. */
async function answer(page: Page, press: () => Promise<unknown>): Promise<URL> {
  const back = library.party.comesBack();
  await press();
  const address = await back;
  await arrived(page);
  return address;
}

const silently = (page: Page) =>
  answer(page, async () => page.goto(await library.party.signInAddress({ prompt: "none" })));

/** What it gets at userinfo for the code of that address, without the identifier. */
async function got(address: URL) {
  const tokens = await library.party.tokens(address);
  const { sub: _sub, ...claims } = await library.party.userinfo(tokens.access_token, tokens.claims()?.sub ?? "");
  return claims;
}

/** From the application to the provider's page, without a session. */
async function comeTo(page: Page): Promise<void> {
  await page.goto(await library.party.signInAddress());
  await page.getByRole("link", { name: "Continue with Demo University" }).click();
}

async function newcomer(page: Page, person: MadeUpPerson): Promise<URL> {
  await comeTo(page);
  await fillInSomebody(page, person);
  await tickAll(page);
  await phoneBox(page).uncheck();
  return answer(page, () => accept(page).click());
}

async function comeSignedIn(page: Page, person: MadeUpPerson): Promise<void> {
  await page.goto(await library.party.signInAddress());
  await fillInSomebody(page, person);
  await expect(asked(page)).toBeVisible();
}

test("what an application will need can wait until its day, and then a no costs the application alone @phone", async ({
  page,
  browser,
}) => {
  const known = somebody();
  expect(await got(await newcomer(page, known))).toEqual({ email: known.email });
  await administer(browser, (admin) =>
    changePurpose(
      admin,
      "Loans",
      async (editor) => editor.getByRole("checkbox", { name: "Mandatory: Phone number" }).check(),
      { from: inTenDays },
    ),
  );
  const told = await silently(page);
  expect(told.searchParams.get("error"), "it has not been asked yet").toBe("consent_required");
  await comeSignedIn(page, known);
  await expect(page.getByText(/You can choose now or later/)).toBeVisible();
  await expectNoViolations(page);
  expect(await got(await answer(page, () => later(page).click()))).toEqual({ email: known.email });
  expect(await got(await silently(page)), "once in a session is enough").toEqual({ email: known.email });

  await beginDay();
  expect((await silently(page)).searchParams.get("error"), "it is due").toBe("consent_required");
  await comeSignedIn(page, known);
  await expect(later(page)).toHaveCount(0);
  const refused = await answer(page, () => save(page).click());
  expect(refused.searchParams.get("error")).toBe("access_denied");
  await page.goto(`${product().url}/me`);
  await expect(page.getByText(known.email ?? "").first()).toBeVisible();
  await comeSignedIn(page, known);
  await phoneBox(page).check();
  const claims = await got(await answer(page, () => save(page).click()));
  expect(claims).toEqual({ email: known.email, phone_number: known.phone });
});

/** The day from which it is needed has begun. Only time does that, and no session lives so long. */
const beginDay = () =>
  database().run(`
    alter table purpose_version disable trigger user;
    update purpose_version set ask_from = published_at + interval '1 ms' where ask_from is not null;
    alter table purpose_version enable trigger user`);

const endSessions = ({ subject }: MadeUpPerson) =>
  database().run(`
    delete from session_application where token_hash in (select token_hash from session where user_id =
      (select user_id from federated_identity where subject = '${subject}'));
    delete from session where user_id = (select user_id from federated_identity where subject = '${subject}')`);

test("a session that ends while its person is asked is not a loss: their answer opens another @phone", async ({
  page,
}) => {
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await agreeToAll(page);
  await comeSignedIn(page, person);
  const other = await page.context().newPage();
  await other.goto(`${product().url}/me`);
  await other.getByRole("button", { name: "Sign out" }).first().click();
  await expect(other.getByRole("heading", { level: 1, name: "You are signed out" })).toBeVisible();
  await page.getByRole("checkbox", { name: "Email address for Loans" }).check();
  await phoneBox(page).check();
  const claims = await got(await answer(page, () => save(page).click()));
  expect(claims).toEqual({ email: person.email, phone_number: person.phone });
});

test("a session that ends at the provider, or before the application is reached, leads to a sign-in and on @phone", async ({
  page,
}) => {
  const person = somebody();
  await newcomerWithPhone(page, person);
  await page.goto(await library.party.signInAddress({ prompt: "login" }));
  await page.getByRole("link", { name: "Continue with Demo University" }).click();
  await endSessions(person);
  const again = await answer(page, () => fillInSomebody(page, person));
  expect(await got(again)).toEqual({ email: person.email, phone_number: person.phone });

  await endSessions(person);
  expect((await silently(page)).searchParams.get("error")).toBe("login_required");
  await comeTo(page);
  const last = await answer(page, () => fillInSomebody(page, person));
  expect(await got(last)).toEqual({ email: person.email, phone_number: person.phone });
});

async function newcomerWithPhone(page: Page, person: MadeUpPerson): Promise<void> {
  await comeTo(page);
  await fillInSomebody(page, person);
  await tickAll(page);
  await library.party.tokens(await answer(page, () => accept(page).click()));
}
