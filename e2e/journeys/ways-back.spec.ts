import { expect, type Page, test } from "@playwright/test";
import { accept, agreeToAll, boxes, decline, tickAll } from "../consent.ts";
import { fillInSomebody, signInAsSomebody, somebody } from "../people.ts";
import { type Registered, registerApplication } from "../registered-application.ts";
import { withProductAndDatabase } from "../with-product.ts";

// If a sign-in that began at an application ends in any way, the person can return to it, and the application gets an
// error that says nothing about them. openid-client compares `state` and `iss` of each answer.
const { product, database } = withProductAndDatabase();

const registered: Registered[] = [];
test.afterAll(() => registered.forEach(({ party }) => party.close()));

async function application(name: string): Promise<Registered> {
  const made = await registerApplication(product(), name, { home: "/" });
  registered.push(made);
  return made;
}

/** From the application to our sign-in page. */
async function begin(page: Page, { party }: Registered): Promise<void> {
  await page.goto(await party.signInAddress({ login_hint: "hint@canary.example" }));
}

async function toTheProvider(page: Page, from: Registered): Promise<void> {
  await begin(page, from);
  await page.getByRole("link", { name: "Continue with Demo University" }).click();
}

const backTo = (page: Page, name: string) => page.getByRole("link", { name: `Back to ${name}` });

/** Presses the link back, and returns the error that the application gets. */
async function told(page: Page, { party }: Registered, name: string): Promise<string> {
  const back = party.comesBack();
  await backTo(page, name).click();
  const address = await back;
  expect(Object.fromEntries(address.searchParams)).toMatchObject({ iss: product().url });
  await expect(page.getByRole("heading", { name: "Library" })).toBeVisible();
  expect(address.href).not.toMatch(/canary|suspend|closed|condition|disabled|demo-university/);
  const answer: unknown = await party.tokens(address).catch((error: unknown) => error);
  return (answer as { error?: string }).error ?? "no error";
}

test("people who decline, cancel or stop can return to the application @phone @core", async ({ page }) => {
  const library = await application("Library Portal");
  await begin(page, library);
  expect(await told(page, library, "Library Portal"), "at the list of providers").toBe("access_denied");

  await toTheProvider(page, library);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("You cancelled the sign-in.")).toBeVisible();
  expect(await told(page, library, "Library Portal"), "cancelled").toBe("access_denied");

  await toTheProvider(page, library);
  await fillInSomebody(page, somebody());
  await decline(page).click();
  await expect(page.getByRole("heading", { level: 1, name: /^You don’t have an? / })).toBeVisible();
  await page.reload();
  expect(await told(page, library, "Library Portal"), "declined").toBe("access_denied");
});

// As after a second press on a slow provider's page. The first answer has ended the flow.
test("an answer that comes a second time leads back to the application, and a stranger's does not", async ({
  page,
  browser,
}) => {
  const library = await application("Library Portal");
  await toTheProvider(page, library);
  const answered = page.waitForRequest(/\/api\/auth\/callback\/demo-university\?/);
  const person = somebody();
  await fillInSomebody(page, person);
  const answer = (await answered).url();
  await expect(decline(page)).toBeVisible();

  await page.goto(answer.replace(/state=[^&]*/, "state=another"));
  await expect(page.getByText("The sign-in was interrupted.")).toBeVisible();
  await expect(backTo(page, "Library Portal")).toHaveCount(0);
  await page.goto(answer);
  await expect(page.getByText("The sign-in was interrupted.")).toBeVisible();
  expect(await told(page, library, "Library Portal")).toBe("login_required");
  const stranger = await browser.newPage();
  await stranger.goto(answer);
  await expect(stranger.getByText("The sign-in was interrupted.")).toBeVisible();
  await expect(backTo(stranger, "Library Portal")).toHaveCount(0);
  await stranger.close();
});

test("signing in again after a refusal leads to the application too", async ({ page }) => {
  const library = await application("Library Portal");
  const person = somebody();
  await toTheProvider(page, library);
  await fillInSomebody(page, person);
  await decline(page).click();
  await page.getByRole("link", { name: "Sign in again" }).click();
  await page.getByRole("link", { name: "Continue with Demo University" }).click();
  await fillInSomebody(page, person);
  await tickAll(page);
  const back = library.party.comesBack();
  await accept(page).click();
  expect((await library.party.tokens(await back)).claims()?.aud).toBe(library.clientId);
});

test("a suspended account and a provider that makes none give the application the same error @phone", async ({
  page,
  browser,
}) => {
  const library = await application("Library Portal");
  const known = somebody();
  const before = await browser.newContext();
  const elsewhere = await before.newPage();
  await signInAsSomebody(elsewhere, product(), known);
  await agreeToAll(elsewhere);
  await before.close();
  const theirs = `(select user_id from federated_identity where subject = '${known.subject}')`;
  await database().run(`update users set status = 'suspended' where id = ${theirs}`);
  await toTheProvider(page, library);
  await fillInSomebody(page, known);
  await expect(page.getByRole("heading", { level: 1, name: /suspended/i })).toBeVisible();
  expect(await told(page, library, "Library Portal")).toBe("access_denied");

  await database().run("update identity_provider set jit_mode = 'off' where slug = 'demo-university'");
  await toTheProvider(page, library);
  await fillInSomebody(page, somebody());
  await expect(page).toHaveURL(/\/consent\/no-account\?reason=jit-off/);
  expect(await told(page, library, "Library Portal")).toBe("access_denied");
  await database().run("update identity_provider set jit_mode = 'ask' where slug = 'demo-university'");

  await database().run(`insert into account_condition (provider_id, position, kind, allowed)
    select id, 1, 'email-domain', '{elsewhere.example}' from identity_provider where slug = 'demo-university'`);
  await toTheProvider(page, library);
  await fillInSomebody(page, somebody());
  await expect(page).toHaveURL(/\/consent\/no-account\?reason=conditions/);
  expect(await told(page, library, "Library Portal")).toBe("access_denied");
  await database().run("delete from account_condition");
});

test("a request waits for a browser that was closed, and for one that went back @phone", async ({ page, browser }) => {
  const library = await application("Library Portal");
  await begin(page, library);
  await page.getByRole("link", { name: "Continue with Demo University" }).click();
  await page.goBack();
  await expect(backTo(page, "Library Portal")).toBeVisible();
  const there = page.url();
  const { cookies } = await page.context().storageState();
  const again = await browser.newContext({
    javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true,
    // What a browser keeps when it is closed.
    storageState: { cookies: cookies.filter(({ expires }) => expires > 0), origins: [] },
  });
  const later = await again.newPage();
  await later.goto(there);
  await later.getByRole("link", { name: "Continue with Demo University" }).click();
  await fillInSomebody(later, somebody());
  await tickAll(later);
  const back = library.party.comesBack();
  await accept(later).click();
  expect((await library.party.tokens(await back)).claims()?.aud).toBe(library.clientId);
  await again.close();
});

test("an outage for everyone is a temporary error for the application", async ({ page }) => {
  const library = await application("Library Portal");
  const setIssuer = (address: string) =>
    database().run(`update identity_provider set issuer = '${address}' where slug = 'demo-university'`);
  await setIssuer("http://127.0.0.1:9");
  await toTheProvider(page, library);
  await expect(page).toHaveURL(/\/sign-in\?problem=/);
  expect(await told(page, library, "Library Portal"), "provider down").toBe("temporarily_unavailable");
  await setIssuer(product().providerUrl);

  await toTheProvider(page, library);
  await database().run("update sign_in_attempt set count = 100000");
  await toTheProvider(page, library);
  await expect(page.getByText("Too many sign-ins from your network.")).toBeVisible();
  expect(await told(page, library, "Library Portal"), "too many").toBe("temporarily_unavailable");
  await database().run("delete from sign_in_attempt");
});

/** As the browser does ten minutes after the question. */
const forgetQuestion = (page: Page) => page.context().clearCookies({ name: /-pending-\d$/ });

test("after ten idle minutes, a reload and an answer both end at the way back @phone", async ({ page }) => {
  const library = await application("Library Portal");
  const ended = page.getByRole("heading", { level: 1, name: "This request has ended" });
  await toTheProvider(page, library);
  await fillInSomebody(page, somebody());
  await boxes(page);
  await forgetQuestion(page);
  await page.reload();
  await expect(ended).toBeVisible();
  expect(await told(page, library, "Library Portal"), "reloaded").toBe("login_required");

  await toTheProvider(page, library);
  await fillInSomebody(page, somebody());
  await boxes(page);
  await forgetQuestion(page);
  await accept(page).click();
  await expect(ended).toBeVisible();
  expect(await told(page, library, "Library Portal"), "answered").toBe("login_required");
});

test("two applications in two tabs each get their own person back, in any order @phone", async ({ page }) => {
  const [library, shop] = [await application("Library Portal"), await application("Shop")];
  const person = somebody();
  await toTheProvider(page, library);
  const other = await page.context().newPage();
  await toTheProvider(other, shop);
  await fillInSomebody(page, person);
  await tickAll(page);
  const first = library.party.comesBack();
  await accept(page).click();
  expect((await library.party.tokens(await first)).claims()?.aud).toBe(library.clientId);

  const second = shop.party.comesBack();
  await fillInSomebody(other, person);
  expect((await shop.party.tokens(await second)).claims()?.aud).toBe(shop.clientId);
});

test("with two applications at the question, the way back is that of the tab", async ({ page }) => {
  const [library, shop] = [await application("Library Portal"), await application("Shop")];
  await toTheProvider(page, library);
  const other = await page.context().newPage();
  await begin(other, shop);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(backTo(page, "Shop")).toHaveCount(0);
  expect(await told(page, library, "Library Portal")).toBe("access_denied");
  expect(await told(other, shop, "Shop")).toBe("access_denied");
});

test("an ended request leads to the application's start page, and does not accept another application's name @phone", async ({
  page,
}) => {
  const [library, shop] = [await application("Library Portal"), await application("Shop")];
  await begin(page, library);
  const there = page.url();
  const to = new URL(there).searchParams.get("to") ?? "";
  await page.goto(there.replaceAll(library.clientId, shop.clientId));
  await expect(page.getByRole("heading", { name: "You came from Shop" })).toBeVisible();
  await expect(page.getByText("Its request has ended.")).toBeVisible();
  await page.goto(`${product().url}${to.replace(library.clientId, shop.clientId)}/back?error=access_denied`);
  await expect(page).toHaveURL(/\/application-problem\?code=expired/);

  await page.goto(there);
  const link = await backTo(page, "Library Portal").getAttribute("href");
  expect(await told(page, library, "Library Portal")).toBe("access_denied");
  await page.goto(product().url + link);
  await expect(page.getByRole("heading", { level: 1, name: "You can’t continue this sign-in" })).toBeVisible();
  await page.getByRole("link", { name: "Go to Library Portal" }).click();
  await expect(page).toHaveURL(`${library.party.url}/`);
});

test("the way back is there in each language, and a change of language keeps it @phone", async ({ page }) => {
  const library = await application("Library Portal");
  await begin(page, library);
  for (const [language, words] of [
    ["Deutsch", "Zurück zu Library Portal"],
    ["العربية", "العودة إلى Library Portal"],
    ["English", "Back to Library Portal"],
  ] as const) {
    await page
      .locator("summary")
      .filter({ has: page.locator(".sr-only") })
      .click();
    await page.getByRole("button", { name: language, exact: true }).click();
    await expect(page.getByRole("link", { name: words })).toBeVisible();
  }
  expect(await told(page, library, "Library Portal")).toBe("access_denied");
});
