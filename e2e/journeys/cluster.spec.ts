import { freePort } from "@assent/testkit/ports";
import { expect, type Page, test } from "@playwright/test";
import * as client from "openid-client";
import { type Front, listenInFront } from "../alternating.ts";
import { accept, agreeToAll, tickAll } from "../consent.ts";
import { urlEncoded } from "../decision-form.ts";
import { continueAsAdministrator, fillInSomebody, somebody } from "../people.ts";
import { Product } from "../product.ts";
import { registerApplication } from "../registered-application.ts";
import { throwAwayDatabase } from "../throw-away.ts";

// Two instances behind one address. Requests alternate between them, so each one finishes what the other began.
let product: Product;
let front: Front;
let address: string;
let instances: readonly string[];

test.beforeAll(async () => {
  const port = await freePort();
  address = `http://localhost:${port}`;
  product = await Product.start({ settings: { AUTH_URL: address, APP_URL: address } });
  instances = [product.url, await product.startAnother()];
  front = await listenInFront(port, instances);
});
test.afterAll(async () => {
  front.close();
  await product.stop();
});

test("a sign-in, a decision and a form go from one instance to the other @core", async ({ page }) => {
  const person = somebody();
  await page.goto(`${address}/sign-in`);
  await page.getByRole("link", { name: "Continue with Demo University" }).click();
  await fillInSomebody(page, person);
  await agreeToAll(page);
  await page.getByRole("button", { name: "Withdraw phone number from Account recovery" }).click();
  await expect(page.getByText(/withdrawn and deleted/i)).toBeVisible();
  expect(Math.min(...front.asked)).toBeGreaterThan(3);
  // The names of cookies are those of the address, not of the port of an instance.
  const names = (await page.context().cookies(address)).map(({ name }) => name);
  expect(names).toContain(`assent-${new URL(address).port}-session`);
  await page.context().clearCookies();
  await asAdministrator(page);
  await page.goto(`${address}/admin/resident/organisation`);
  await page.getByLabel("Everyday name").fill("Both of us");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("banner").getByText("Both of us")).toBeVisible();
});

test("a code that reaches both instances at once is used once", async ({ page }) => {
  const library = await registerApplication({ url: address, database: product.database }, "Library Portal");
  const { party, clientId, secret } = library;
  const authorization = `Basic ${Buffer.from(`${clientId}:${secret}`).toString("base64")}`;
  for (let round = 0; round < 5; round += 1) {
    const verifier = client.randomPKCECodeVerifier();
    const back = party.comesBack();
    const challenge = await client.calculatePKCECodeChallenge(verifier);
    await page.goto(await party.signInAddress({ code_challenge: challenge }));
    if (round === 0) {
      await page.getByRole("link", { name: "Continue with Demo University" }).click();
      await fillInSomebody(page, somebody());
      await tickAll(page);
      await accept(page).click();
    }
    const code = (await back).searchParams.get("code") ?? "";
    const form = { grant_type: "authorization_code", code, redirect_uri: party.redirectUri, code_verifier: verifier };
    const answers = await Promise.all(
      instances.map((instance) =>
        fetch(`${instance}/oidc/token`, {
          method: "POST",
          headers: { ...urlEncoded, authorization },
          body: new URLSearchParams(form).toString(),
        }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(1);
    await expect(page.getByRole("heading", { name: "Library" })).toBeVisible();
  }
  party.close();
});

test("a form of an older page keeps what was typed and says what to do, without a script", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await asAdministrator(page);
  await page.goto(`${address}/admin/resident/organisation`);
  await page.getByLabel("Everyday name").fill("Typed <b>before</b> the update");
  // Like a later build in which this action was removed or renamed.
  await page.route(`${address}/admin/resident/organisation`, async (route) => {
    const body = route.request().postDataBuffer()?.toString("latin1") ?? "";
    const stale = body.replace(/("id":"|\$ACTION_ID_)[0-9a-f]{40,64}/, (found) => `${found.slice(0, -8)}00000000`);
    expect(stale).not.toBe(body);
    await route.continue({ postData: Buffer.from(stale, "latin1") });
  });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "This page was updated in the meantime" })).toBeVisible();
  await expect(page.getByRole("textbox").filter({ hasText: "Typed <b>before</b> the update" })).toBeVisible();
  await page.unroute(`${address}/admin/resident/organisation`);
  await page.getByRole("link", { name: "Open the page again" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await context.close();
});

// Both filled an empty database with the demonstration, and the second one ended with an error.
test("instances that start together on an empty database fill it once", async () => {
  const database = await throwAwayDatabase();
  const together = await Product.start({ databaseUrl: database.url, instances: 2 });
  await together.stop();
  await database.drop();
});

test("a form of an older page keeps what was typed with a script too @script", async ({ page }) => {
  await asAdministrator(page);
  await page.goto(`${address}/admin/resident/organisation`);
  await page.getByLabel("Everyday name").fill("Typed before the update");
  await page.route(`${address}/admin/resident/organisation`, async (route) => {
    const headers = { ...route.request().headers() };
    const action = headers["next-action"];
    if (action) headers["next-action"] = `${action.slice(0, -8)}00000000`;
    await route.continue({ headers });
  });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "This page was updated in the meantime" })).toBeVisible();
  await expect(page.getByRole("textbox").filter({ hasText: "Typed before the update" })).toBeVisible();
});

async function asAdministrator(page: Page): Promise<void> {
  await page.goto(`${address}/sign-in/demo-university?to=/admin`);
  await continueAsAdministrator(page);
  await expect(page).toHaveURL(/\/admin/);
}
