import { expect, type Page, test } from "@playwright/test";
import { accept, tickAll } from "../consent.ts";
import { cookieHeader, decisionBody, urlEncoded } from "../decision-form.ts";
import { signInAsSomebody, somebody } from "../people.ts";
import type { Product } from "../product.ts";
import { rawRequest } from "../raw-request.ts";
import { changedRows, rowsOf } from "../rows.ts";
import { withProductAndDatabase } from "../with-product.ts";

// A decision that arrives several times makes one account and one receipt.

async function expectOneOfFifty(page: Page, product: Product): Promise<string> {
  const person = somebody();
  await signInAsSomebody(page, product, person);
  const body = await decisionBody(page, "accept");
  const headers = { ...urlEncoded, origin: product.url, cookie: await cookieHeader(page, product.url) };
  const post = () => rawRequest(`${product.url}/consent/decision`, { method: "POST", headers, body });
  const answers = await Promise.all(Array.from({ length: 50 }, post));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
  const leadTo = (path: string) => answers.filter(({ location }) => location === product.url + path);
  expect(leadTo("/me?welcome=1")).toHaveLength(1);
  expect(leadTo("/consent/ended")).toHaveLength(49);
  const withSession = answers.filter(({ cookies }) => cookies.some((cookie) => /-session=[^;]/.test(cookie)));
  expect(withSession).toEqual(leadTo("/me?welcome=1"));
  return person.subject;
}

const { product, database } = withProductAndDatabase();

test("fifty submissions of one decision at once are one account @script @core", async ({ page }) => {
  const before = await database().dump();
  const subject = await expectOneOfFifty(page, product());
  const after = await database().dump();
  const one = { users: 1, federated_identity: 1, receipt: 1, session: 1, one_use_key: 1 };
  expect(changedRows(before, after)).toMatchObject(one);
  expect(rowsOf(after, "federated_identity").filter((row) => row.includes(subject))).toHaveLength(1);
});

test("a double click is one account @core", async ({ page }) => {
  const before = await database().dump();
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await tickAll(page);
  await accept(page).dblclick();
  await expect(page).toHaveURL(/\/(me|consent\/ended)/);
  await expect
    .poll(async () => changedRows(before, await database().dump()))
    .toMatchObject({ users: 1, federated_identity: 1, receipt: 1, one_use_key: 1 });
  // Without JavaScript the browser may have dropped the answer with the session. In both cases
  // signing in again goes straight in, as the page of an ended request says.
  await page.context().clearCookies({ domain: new URL(product().url).hostname });
  await signInAsSomebody(page, product(), person);
  await expect(page).toHaveURL(/\/me/);
  await expect(page.getByText(person.email ?? "")).toBeVisible();
});
