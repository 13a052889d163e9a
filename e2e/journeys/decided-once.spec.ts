import { expect, type Page, test } from "@playwright/test";
import { accept, tickAll } from "../consent.ts";
import {
  asMultipart,
  cookieHeader,
  decisionBody,
  decisionPath,
  multipart,
  oldDecisionPath,
  urlEncoded,
} from "../decision-form.ts";
import { signInAsSomebody, somebody } from "../people.ts";
import type { Product } from "../product.ts";
import { rawRequest } from "../raw-request.ts";
import { changedRows, rowsOf } from "../rows.ts";
import { withProductAndDatabase } from "../with-product.ts";

// A decision that arrives several times makes one account and one receipt.

/** The session that an answer puts into the browser, or null. */
const sessionOf = (answer: { readonly cookies: readonly string[] } | undefined): string | null =>
  answer?.cookies.map((cookie) => /-session=([^;]+)/.exec(cookie)?.[1]).find(Boolean) ?? null;

/** A person whose first answer was stored, and did not arrive. Returns a function that sends the same form again. */
async function withLostAnswer(page: Page, product: Product) {
  const { url } = product;
  const person = somebody();
  await page.context().clearCookies();
  await signInAsSomebody(page, product, person);
  const body = await decisionBody(page, "accept");
  const cookie = await cookieHeader(page, url);
  const send = (how: { body?: string; cookie?: string } = {}) =>
    rawRequest(url + decisionPath, {
      method: "POST",
      headers: { ...multipart, origin: url, cookie: how.cookie ?? cookie },
      body: asMultipart(how.body ?? body),
    });
  const first = await send();
  expect(first.location).toBe("/me?welcome=1");
  return { person, body, cookie, first, send };
}

async function expectOneOfFifty(page: Page, product: Product): Promise<string> {
  const person = somebody();
  await signInAsSomebody(page, product, person);
  const body = await decisionBody(page, "accept");
  const headers = { ...multipart, origin: product.url, cookie: await cookieHeader(page, product.url) };
  const post = () => rawRequest(product.url + decisionPath, { method: "POST", headers, body: asMultipart(body) });
  const answers = await Promise.all(Array.from({ length: 50 }, post));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
  // Whichever answer the browser shows, it leads into the one session.
  expect(new Set(answers.map(({ location }) => location))).toEqual(new Set(["/me?welcome=1"]));
  expect(new Set(answers.map(sessionOf)).size).toBe(1);
  expect(sessionOf(answers[0])).not.toBeNull();
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
  await expect(page).toHaveURL(/\/me/);
  await expect(page.getByText(person.email ?? "").first()).toBeVisible();
  await expect
    .poll(async () => changedRows(before, await database().dump()))
    .toMatchObject({ users: 1, federated_identity: 1, receipt: 1, one_use_key: 1 });
  await page.context().clearCookies({ domain: new URL(product().url).hostname });
  await signInAsSomebody(page, product(), person);
  await expect(page).toHaveURL(/\/me/);
  await expect(page.getByText(person.email ?? "")).toBeVisible();
});

// Without a script, the second press cancels the first request. The person ended at "This request has ended".
test("Enter pressed twice ends signed in", async ({ browser }) => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  for (const _ of ["first", "second", "third"]) {
    const person = somebody();
    await page.context().clearCookies();
    await signInAsSomebody(page, product(), person);
    await tickAll(page);
    await accept(page).focus();
    // Chromium sends two presses within a moment as one, so the second comes when the first is on its way.
    const sent = page.waitForRequest((request) => request.method() === "POST");
    await page.keyboard.press("Enter");
    await sent;
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/me/);
    await expect(page.getByText(person.email ?? "").first()).toBeVisible();
  }
  await page.close();
});

// Next's browser code would show an error in the place of the page, and what was chosen would be gone.
test("an answer that a script could not send is sent without one, with every choice", async ({ page }) => {
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await tickAll(page);
  const lost: string[] = [];
  await page.route("**/consent", (route) => {
    if (!route.request().headers()["next-action"]) return route.continue();
    lost.push(route.request().url());
    return route.abort("internetdisconnected");
  });
  await accept(page).click();
  await expect(page).toHaveURL(/\/me/);
  await expect(page.getByText(person.phone ?? "")).toBeVisible();
  if (test.info().project.use.javaScriptEnabled ?? true) expect(lost).toHaveLength(1);
});

test("the same form, whose first answer was lost, leads into the same session, for seconds only", async ({ page }) => {
  const { first, send } = await withLostAnswer(page, product());
  const dump = await database().dump();
  const again = await send();
  expect(again.location).toBe(first.location);
  expect(sessionOf(again)).toBe(sessionOf(first));
  expect(await database().dump(), "nothing is stored for it").toBe(dump);
  await database().run("update session set created_at = created_at - interval '11 seconds'");
  await expectEnded(await send());
});

test("another answer, another browser and another person get nothing of it", async ({ page }) => {
  const { body, send } = await withLostAnswer(page, product());
  const changed = (change: (form: URLSearchParams) => void) => {
    const form = new URLSearchParams(body);
    change(form);
    return form.toString();
  };
  const other = {
    "fewer ticks": changed((form) => form.delete("grant", form.getAll("grant").at(-1))),
    "a refusal": changed((form) => form.set("intent", "decline")),
    "a typed value": changed((form) => form.append("typed.name", "Somebody Else")),
    "another text": changed((form) => form.set("shown", "0".repeat(64))),
  };
  for (const different of Object.values(other)) await expectEnded(await send({ body: different }));
  await expectEnded(await send({ cookie: "" }));
  await page.context().clearCookies();
  await signInAsSomebody(page, product(), somebody());
  // A sign-in of its own: the form was not shown for it.
  const elsewhere = await send({ cookie: await cookieHeader(page, product().url) });
  expect(elsewhere.location).toBe("/consent");
  expect(sessionOf(elsewhere)).toBeNull();
});

test("the same form from a browser that has its session already leads on, and no other form does", async ({ page }) => {
  const { body, first, send } = await withLostAnswer(page, product());
  const session = first.cookies.find((cookie) => /-session=[^;]/.test(cookie))?.split(";")[0] ?? "";
  expect((await send({ cookie: session })).location).toBe("/");
  const other = new URLSearchParams(body);
  other.set("intent", "decline");
  await expectEnded(await send({ cookie: session, body: other.toString() }));
  await expectEnded(await send({ cookie: session.replace(/=.*/, "=other") }));
});

test("the form of one person with the answered sign-in of another leads into no session", async ({ page }) => {
  const one = await withLostAnswer(page, product());
  const other = await withLostAnswer(page, product());
  await expectEnded(await one.send({ cookie: other.cookie }));
  expect(sessionOf(await one.send()), "in time, with its own").toBe(sessionOf(one.first));
});

test("after signing out, the form opens nothing any more", async ({ page }) => {
  const { first, send } = await withLostAnswer(page, product());
  await database().run("delete from session");
  expect(sessionOf(first)).not.toBeNull();
  await expectEnded(await send());
});

test("a page from before the decision was an action still leads in, once @core", async ({ page }) => {
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  const before = await database().dump();
  const headers = { ...urlEncoded, origin: product().url, cookie: await cookieHeader(page, product().url) };
  const fields = new URLSearchParams(await decisionBody(page, "accept"));
  for (const name of [...fields.keys()]) if (name.startsWith("$ACTION") || name === "returnTo") fields.delete(name);
  const send = () =>
    rawRequest(`${product().url}${oldDecisionPath}?to=%2Fme%2Fclose`, {
      method: "POST",
      headers,
      body: fields.toString(),
    });
  const [first, again] = [await send(), await send()];
  expect(first).toMatchObject({ status: 303, location: `${product().url}/me?welcome=1` });
  expect(sessionOf(again)).toBe(sessionOf(first));
  expect(changedRows(before, await database().dump())).toMatchObject({ users: 1, receipt: 1, session: 1 });
});

async function expectEnded(answer: Awaited<ReturnType<typeof rawRequest>>): Promise<void> {
  expect(answer.location).toBe("/consent/ended");
  expect(sessionOf(answer)).toBeNull();
}
