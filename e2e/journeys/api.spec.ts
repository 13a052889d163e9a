import { type Browser, expect, type Page, test } from "@playwright/test";
import * as client from "openid-client";
import { expectNoViolations } from "../accessibility.ts";
import { addPurpose } from "../administration.ts";
import { accept, tickAll } from "../consent.ts";
import { expectAsDescribed, expectValidDescription } from "../openapi.ts";
import { asAdministrator, fillInSomebody, somebody } from "../people.ts";
import { type Registered, registerApplication } from "../registered-application.ts";
import { withProductAndDatabase } from "../with-product.ts";

// A program asks what it may process. One product, in order: the service is added once.
const { product, database } = withProductAndDatabase();
test.describe.configure({ mode: "serial" });

let library: Registered;
test.afterAll(() => library.party.close());

const api = () => `${product().url}/api/v1`;
const ask = (path: string, token?: string) =>
  fetch(api() + path, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
const mayProcess = (query: Record<string, string>, token: string) =>
  ask(`/may-process?${new URLSearchParams(query).toString()}`, token);

/** What the service knows: itself, and a purpose. */
let service: { clientId: string; secret: string };
let purpose: string;
let otherPurpose: string;
/** A person who agreed to the newsletter: as the library knows them, and the page they are signed in at. */
let subject: string;
let signedIn: Page;
let opaque: string;

/** A token from the token endpoint, by openid-client. */
async function tokenFor(scope: string, { clientId, secret } = service): Promise<string> {
  const execute = [client.allowInsecureRequests];
  const auth = client.ClientSecretBasic(secret);
  const config = await client.discovery(new URL(product().url), clientId, {}, auth, { execute });
  return (await client.clientCredentialsGrant(config, { scope })).access_token;
}

const own = (browser: Browser) =>
  browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });

test("an administrator adds a service and names it, and a person reads its name @core", async ({ page, browser }) => {
  library = await registerApplication(product(), "Library Portal");
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/applications/new?kind=service`);
  await page.getByLabel("Name", { exact: true }).fill("Mailing");
  await page.getByLabel("Identifiers of people").selectOption({ label: "Library Portal" });
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Add application" }).click();
  await page.getByRole("button", { name: "Make a secret" }).click();
  const field = page.getByLabel("Client secret");
  await expect(field).toHaveValue(/^[\w-]{43}$/);
  const secret = await field.inputValue();
  await page.getByRole("link", { name: "Set up", exact: true }).click();
  service = { clientId: await page.getByLabel("Client ID").inputValue(), secret };
  await expect(page.getByLabel("Address of the API")).toHaveValue(api());
  await expectNoViolations(page);

  await page.goto(`${product().url}/admin`);
  await addPurpose(page, {
    name: "Newsletter",
    description: "So that we can send you the newsletter.",
    attributes: [{ label: "Email address" }],
    alsoFor: ["Mailing"],
  });
  const other = page.getByRole("link", { name: "Account recovery", exact: true });
  otherPurpose = (await other.getAttribute("href"))?.split("/").at(-1) ?? "";
  await page.goto(`${product().url}/admin/applications`);
  await page.getByRole("link", { name: "Mailing" }).click();
  await page.getByRole("main").getByRole("link", { name: "Purposes", exact: true }).click();
  purpose = await page
    .getByRole("rowheader", { name: "Newsletter" })
    .getByText(/^[\da-f-]{36}$/)
    .innerText();

  signedIn = await own(browser);
  await signedIn.goto(await library.party.signInAddress());
  await signedIn.getByRole("link", { name: "Continue with Demo University" }).click();
  await fillInSomebody(signedIn, somebody());
  await expect(signedIn.getByText("Who gets it: Acme and Mailing.")).toBeVisible();
  await tickAll(signedIn);
  const back = library.party.comesBack();
  await accept(signedIn).click();
  const tokens = await library.party.tokens(await back);
  subject = tokens.claims()?.sub ?? "";
  opaque = tokens.access_token;
});

test("the service may process only what the person agreed to for it @core", async () => {
  const token = await tokenFor("may-process grants:read");
  const answer = await mayProcess({ subject, purpose, attribute: "email" }, token);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  const said: unknown = await answer.json();
  await expectAsDescribed(api(), "MayProcess", said);
  expect(said).toMatchObject({ allowed: true, reason: "granted", version: 1, until: null });
  const name = await mayProcess({ subject, purpose, attribute: "name" }, token);
  expect(await name.json()).toMatchObject({ allowed: false, reason: "no-live-grant", grantedAt: null, version: null });

  // The person agreed to more than this: the rest is not for the service.
  const grants: unknown = await (await ask(`/subjects/${subject}/grants`, token)).json();
  await expectAsDescribed(api(), "Grants", grants);
  expect(grants).toMatchObject({ subject, grants: [{ purpose, attribute: "email", version: 1, until: null }] });
  expect((grants as { grants: unknown[] }).grants).toHaveLength(1);
});

test("an error is answered as a problem, without personal data @core", async () => {
  const token = await tokenFor("may-process grants:read");
  const one = { subject, purpose, attribute: "email" };
  const shop = await registerApplication(product(), "Shop");
  shop.party.close();
  const stranger = await tokenFor("may-process grants:read", shop);
  const query = new URLSearchParams(one).toString();
  const table: readonly [string, Promise<Response>, number, string][] = [
    ["no token", ask(`/may-process?${query}`), 401, "token-missing"],
    ["a token in the address", ask(`/may-process?${query}&access_token=${token}`), 401, "token-missing"],
    ["an opaque token of a person", ask(`/may-process?${query}`, opaque), 401, "token-invalid"],
    ["no token at all", ask(`/may-process?${query}`, "a.b.c"), 401, "token-invalid"],
    ["a changed token", ask(`/may-process?${query}`, `${token.slice(0, -4)}AAAA`), 401, "token-invalid"],
    ["another scope", mayProcess(one, await tokenFor("grants:read")), 403, "scope-missing"],
    ["no scope", ask(`/subjects/${subject}/grants`, await tokenFor("")), 403, "scope-missing"],
    ["nothing of the question", ask("/may-process", token), 400, "request-invalid"],
    ["a question twice", ask(`/may-process?${query}&subject=other`, token), 400, "request-invalid"],
    ["a purpose that is no id", mayProcess({ ...one, purpose: "Newsletter" }, token), 400, "request-invalid"],
    ["a subject with a NUL", mayProcess({ ...one, subject: "\0" }, token), 400, "request-invalid"],
    ["nobody", mayProcess({ ...one, subject: "nobody" }, token), 404, "subject-unknown"],
    ["a person of another application", mayProcess(one, stranger), 404, "subject-unknown"],
    ["the same in the path", ask(`/subjects/${subject}/grants`, stranger), 404, "subject-unknown"],
    ["a purpose that does not name it", mayProcess({ ...one, purpose: otherPurpose }, token), 404, "purpose-unknown"],
    ["a detail that there is not", mayProcess({ ...one, attribute: "e-mail" }, token), 404, "attribute-unknown"],
  ];
  for (const [what, asked, status, code] of table) {
    const answer = await asked;
    const body = (await answer.json()) as { type: string };
    expect([what, answer.status, answer.headers.get("content-type")]).toEqual([
      what,
      status,
      "application/problem+json",
    ]);
    expect([what, body.type]).toEqual([what, `${api()}/problems/${code}`]);
    await expectAsDescribed(api(), "Problem", body);
    if (status === 401 || status === 403) expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer .*scope=/);
    expect(JSON.stringify(body)).not.toContain(subject);
    expect(await (await fetch(body.type)).json()).toEqual(body);
  }
});

test("the description is valid OpenAPI 3.1, and leads to the server that gives tokens @core", async () => {
  const description: unknown = await (await fetch(`${api()}/openapi.json`)).json();
  await expectValidDescription(description);
  const metadata = await (await fetch(`${product().url}/.well-known/oauth-protected-resource/api/v1`)).json();
  expect(metadata).toMatchObject({ resource: api(), authorization_servers: [product().url] });
});

test("the token is a JWT for this API alone, and no application gets one for a person @core", async ({ page }) => {
  const [header, payload] = (await tokenFor("may-process"))
    .split(".")
    .slice(0, 2)
    .map((part): unknown => JSON.parse(Buffer.from(part, "base64url").toString()));
  expect(header).toMatchObject({ alg: "RS256", typ: "at+jwt" });
  const { clientId } = service;
  expect(payload).toMatchObject({
    iss: product().url,
    aud: api(),
    sub: clientId,
    client_id: clientId,
    scope: "may-process",
  });
  const { exp, iat } = payload as { exp: number; iat: number };
  expect(exp - iat).toBe(300);
  const back = library.party.comesBack();
  await page.goto(await library.party.signInAddress({ resource: api() }));
  expect((await back).searchParams.get("error")).toBe("invalid_target");
});

test("a withdrawn detail may no longer be processed, and a disabled service gets no answer @core", async () => {
  const token = await tokenFor("may-process grants:read");
  await signedIn.goto(`${product().url}/me`);
  await signedIn.getByRole("button", { name: "Withdraw email address from Newsletter", exact: true }).click();
  await expect(
    signedIn.getByRole("button", { name: "Withdraw email address from Newsletter", exact: true }),
  ).toHaveCount(0);
  const after = await mayProcess({ subject, purpose, attribute: "email" }, token);
  expect(await after.json()).toMatchObject({ allowed: false, reason: "no-live-grant" });
  expect(await (await ask(`/subjects/${subject}/grants`, token)).json()).toMatchObject({ grants: [] });
  await database().run(`update application set enabled = false where client_id = '${service.clientId}'`);
  expect((await mayProcess({ subject, purpose, attribute: "email" }, token)).status).toBe(401);
  await expect(tokenFor("may-process")).rejects.toThrow();
});
