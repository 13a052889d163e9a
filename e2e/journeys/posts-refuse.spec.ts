import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { accept, agreeToAll, tickAll } from "../consent.ts";
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
import { type RawRequest, rawRequest } from "../raw-request.ts";
import { withProductAndDatabase } from "../with-product.ts";

const { product, database } = withProductAndDatabase();

// Each is posted here in a way that our pages never do, with cookies with which the real form would have worked: the
// decision, the route for a decision from before it was a server action, and signing out.

type Form = "multipart" | "urlEncoded";
const forms = {
  multipart: { type: multipart, as: asMultipart },
  urlEncoded: { type: urlEncoded, as: (fields: string) => fields },
} as const;

/** `fields` are those of the form, as the text of a query. */
type Post = (ours: { type: Readonly<Record<string, string>>; origin: string; fields: string }) => {
  readonly headers: Readonly<Record<string, string>>;
  readonly fields: string;
  readonly chunked?: true;
};

const elsewhere: readonly (readonly [how: string, post: Post])[] = [
  ["from another site", ({ type, fields }) => ({ headers: { ...type, origin: "https://evil.example" }, fields })],
  ["from a page without an origin", ({ type, fields }) => ({ headers: { ...type, origin: "null" }, fields })],
  ["without an origin", ({ type, fields }) => ({ headers: { ...type }, fields })],
  [
    "from another site that the Host names",
    ({ type, fields }) => ({ headers: { ...type, origin: "http://evil.example", host: "evil.example" }, fields }),
  ],
];

const notOurForm: readonly (readonly [how: string, post: Post])[] = [
  ["as JSON", ({ origin }) => ({ headers: { "content-type": "application/json", origin }, fields: "{}" })],
  ["as text", ({ origin, fields }) => ({ headers: { "content-type": "text/plain", origin }, fields })],
  ["with a huge body", ({ type, origin, fields }) => ({ headers: { ...type, origin }, fields: huge(fields) })],
  [
    "with a body that does not say how long it is",
    ({ type, origin, fields }) => ({ headers: { ...type, origin }, fields: huge(fields), chunked: true }),
  ],
  [
    "with an unknown intent",
    ({ type, origin, fields }) => ({ headers: { ...type, origin }, fields: fields.replace("accept", "grant-all") }),
  ],
  [
    "with a language that is none of ours",
    ({ type, origin, fields }) => ({
      headers: { ...type, origin },
      fields: fields.replace("language=en", "language=__proto__"),
    }),
  ],
];

const huge = (fields: string) => `${fields}&typed.email=${"x".repeat(100_000)}`;
const otherMethods = ["GET", "PUT", "DELETE", "PATCH"];

for (const [path, form] of [
  [decisionPath, "multipart"],
  [oldDecisionPath, "urlEncoded"],
] as const) {
  test(`a decision to ${path} that is not from our pages is refused, nothing is stored, and the request stays open @script @core`, async ({
    page,
  }) => {
    const person = somebody();
    await signInAsSomebody(page, product(), person);
    const fields = await decisionBody(page, "accept");
    const before = await database().dump();
    for (const [how, post] of [...elsewhere, ...notOurForm])
      await expectRefused(page, path, { how, post, form, fields });
    const empty = { headers: { ...forms[form].type, origin: product().url }, body: "" };
    expect(await send(page, path, { method: "POST", ...empty })).toMatchObject(refused);
    for (const method of otherMethods) {
      const answer = await send(page, path, { method });
      expect(answer, method).toMatchObject({ cookies: [] });
      if (path === oldDecisionPath) expect(answer.status, method).toBe(405);
    }
    expect(await database().dump()).toBe(before);
    await page.reload();
    await tickAll(page);
    await accept(page).click();
    await expect(page).toHaveURL(/\/me(\?|$)/);
    await expect(page.getByText(person.email ?? "")).toBeVisible();
  });
}

test("a script that sends what the consent page does not send is refused too @script @core", async ({ page }) => {
  await signInAsSomebody(page, product(), somebody());
  const fields = await decisionBody(page, "accept");
  const action = /%24ACTION_ID_(\w+)=/.exec(fields)?.[1] ?? "";
  const before = await database().dump();
  for (const [how, post] of elsewhere) {
    const { headers, fields: sent } = post({ type: multipart, origin: product().url, fields });
    const answer = await send(page, decisionPath, {
      method: "POST",
      headers: { ...headers, "next-action": action, accept: "text/x-component" },
      body: asMultipart(sent),
    });
    expect(answer, how).toMatchObject(refused);
  }
  expect(await database().dump()).toBe(before);
});

// Next would ask itself for the page that follows, and so use up what works once: the way back to an application.
test("the answer to a script names the next page and does not bring it @script @core", async ({ page }) => {
  await signInAsSomebody(page, product(), somebody());
  const fields = await decisionBody(page, "accept");
  const action = /%24ACTION_ID_(\w+)=/.exec(fields)?.[1] ?? "";
  // As React names them: https://react.dev/reference/rsc/server-functions
  const sent = [...new URLSearchParams(fields)].filter(([name]) => !name.startsWith("$ACTION"));
  const named = [...sent.map(([name, value]) => [`_1_${name}`, value]), ["0", '["$K1"]']];
  const answer = await send(page, decisionPath, {
    method: "POST",
    headers: { ...multipart, origin: product().url, "next-action": action, accept: "text/x-component" },
    body: asMultipart(new URLSearchParams(named).toString()),
  });
  expect(answer).toMatchObject({ status: 200, body: "" });
  expect(answer.cookies.some((cookie) => /-session=[^;]/.test(cookie))).toBe(true);
});

// Open pages of earlier builds post to this name, so it must stay: it is made of the action's file and its own name.
test("the action of the decision keeps its name @script @core", () => {
  const manifest = join(import.meta.dirname, "../../apps/web/.next/server/server-reference-manifest.json");
  const { node } = JSON.parse(readFileSync(manifest, "utf8")) as { node: Record<string, { exportedName: string }> };
  const names = Object.entries(node).filter(([, { exportedName }]) => exportedName === "decideAction");
  expect(names.map(([id]) => id)).toEqual(["4070dc37f17fe95e856adfb05d03e3cf8cbec34b54"]);
});

test("a sign-out that is not from our pages is refused, and the session continues @script @core", async ({ page }) => {
  await signInAsSomebody(page, product(), somebody());
  await agreeToAll(page);
  const before = await database().dump();
  for (const [how, post] of elsewhere)
    await expectRefused(page, "/sign-out/now", { how, post, form: "urlEncoded", fields: "" });
  for (const method of otherMethods) {
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

const refused = { status: 303, location: expect.stringMatching(/^(http:\/\/localhost:\d+)?\/refused$/), cookies: [] };

interface Wrong {
  readonly how: string;
  readonly post: Post;
  readonly form: Form;
  readonly fields: string;
}

async function expectRefused(page: Page, path: string, { how, post, form, fields }: Wrong): Promise<void> {
  const { type, as } = forms[form];
  const { headers, fields: sent, chunked = false } = post({ type, origin: product().url, fields });
  const answer = await send(page, path, { method: "POST", headers, body: as(sent), chunked });
  expect(answer, how).toMatchObject(refused);
}
