import { expect, type Page, test } from "@playwright/test";
import { accept, agreeToAll, tickAll } from "../consent.ts";
import { cookieHeader, decisionBody, urlEncoded } from "../decision-form.ts";
import { signInAsSomebody, somebody } from "../people.ts";
import { type RawRequest, rawRequest } from "../raw-request.ts";
import { withProductAndDatabase } from "../with-product.ts";

const { product, database } = withProductAndDatabase();

// Two addresses accept a form without being a server action: the decision, and signing out. Each is posted here in a
// way that our pages never do, with cookies with which the real form would have worked.

type Post = (ours: { origin: string; body: string }) => RawRequest;

const elsewhere: readonly (readonly [how: string, post: Post])[] = [
  ["from another site", ({ body }) => ({ headers: { ...urlEncoded, origin: "https://evil.example" }, body })],
  ["from a page without an origin", ({ body }) => ({ headers: { ...urlEncoded, origin: "null" }, body })],
  ["without an origin", ({ body }) => ({ headers: urlEncoded, body })],
  [
    "from another site that the Host names",
    ({ body }) => ({ headers: { ...urlEncoded, origin: "http://evil.example", host: "evil.example" }, body }),
  ],
];

const notOurForm: readonly (readonly [how: string, post: Post])[] = [
  ["without a body", ({ origin }) => ({ headers: { ...urlEncoded, origin }, body: "" })],
  ["as JSON", ({ origin }) => ({ headers: { "content-type": "application/json", origin }, body: "{}" })],
  ["as text", ({ origin, body }) => ({ headers: { "content-type": "text/plain", origin }, body })],
  ["with a huge body", ({ origin, body }) => ({ headers: { ...urlEncoded, origin }, body: huge(body) })],
  [
    "with a body that does not say how long it is",
    ({ origin, body }) => ({ headers: { ...urlEncoded, origin }, body: huge(body), chunked: true }),
  ],
  [
    "with an unknown intent",
    ({ origin, body }) => ({ headers: { ...urlEncoded, origin }, body: body.replace("accept", "grant-all") }),
  ],
  [
    "with a language that is none of ours",
    ({ origin, body }) => ({
      headers: { ...urlEncoded, origin },
      body: body.replace("language=en", "language=__proto__"),
    }),
  ],
];

const huge = (body: string) => `${body}&typed.email=${"x".repeat(100_000)}`;

test("a decision that is not from our pages is refused, nothing is stored, and the request stays open @script @core", async ({
  page,
}) => {
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  const body = await decisionBody(page, "accept");
  const before = await database().dump();
  for (const [how, post] of [...elsewhere, ...notOurForm])
    await expectRefused(page, "/consent/decision", how, post, body);
  for (const method of ["GET", "PUT", "DELETE", "PATCH"]) {
    expect(await send(page, "/consent/decision", { method }), method).toMatchObject({ status: 405, cookies: [] });
  }
  expect(await database().dump()).toBe(before);
  await page.reload();
  await tickAll(page);
  await accept(page).click();
  await expect(page.getByText(person.email ?? "")).toBeVisible();
});

test("a sign-out that is not from our pages is refused, and the session continues @script @core", async ({ page }) => {
  await signInAsSomebody(page, product(), somebody());
  await agreeToAll(page);
  const before = await database().dump();
  for (const [how, post] of elsewhere) await expectRefused(page, "/sign-out/now", how, post, "");
  for (const method of ["GET", "PUT", "DELETE", "PATCH"]) {
    expect(await send(page, "/sign-out/now", { method }), method).toMatchObject({ status: 405, cookies: [] });
  }
  expect(await database().dump()).toBe(before);
  await page.goto(`${product().url}/me`);
  await expect(page.getByRole("heading", { level: 1, name: "My data and consents" })).toBeVisible();
});

test("a refused form leads to a page that says so, with its status @core", async ({ page }) => {
  const response = await page.goto(`${product().url}/refused`);
  expect(response?.status()).toBe(403);
  await expect(page.getByRole("heading", { level: 1, name: "This request was refused" })).toBeVisible();
});

test("a forged Host header changes no address @script @core", async () => {
  const headers = { host: "evil.example", "x-forwarded-host": "evil.example", "sec-fetch-site": "none" };
  const start = await rawRequest(`${product().url}/sign-in/demo-university`, { headers });
  const location = new URL(start.location ?? "");
  expect(location.origin).toBe(product().providerUrl);
  expect(location.searchParams.get("redirect_uri")).toBe(`${product().url}/api/auth/callback/demo-university`);
  for (const path of [
    "/api/auth/callback/demo-university?code=a&state=b",
    "/sign-in/nobody",
    "/sign-out/at/nobody",
    "/me",
  ]) {
    const answer = await rawRequest(product().url + path, { headers });
    expect(answer.status, path).toBeGreaterThanOrEqual(300);
    expect(answer.location ?? "", path).not.toContain("evil.example");
  }
  const page = await rawRequest(`${product().url}/sign-in`, { headers });
  expect(page.body).not.toContain("evil.example");
});

async function send(page: Page, path: string, post: RawRequest) {
  const cookie = await cookieHeader(page, product().url);
  return rawRequest(product().url + path, { ...post, headers: { ...post.headers, cookie } });
}

async function expectRefused(page: Page, path: string, how: string, post: Post, body: string): Promise<void> {
  const answer = await send(page, path, { method: "POST", ...post({ origin: product().url, body }) });
  expect(answer, how).toMatchObject({ status: 303, location: `${product().url}/refused`, cookies: [] });
}
