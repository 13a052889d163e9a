import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { accept, agreeToAll, boxes, decline } from "../consent.ts";
import {
  type Answer,
  answer,
  type Claims,
  HostileProvider,
  type Misbehaviour,
  sign,
  unsigned,
} from "../hostile-provider.ts";
import { signInAsAdministrator, somebody } from "../people.ts";
import { changedRows, rowsOf } from "../rows.ts";
import { withProductAndDatabase } from "../with-product.ts";

const { product, database } = withProductAndDatabase();

// Providers are untrusted programs. Here two of them, connected by the operator's command, do one thing wrong at a
// time. Each time the sign-in ends on the sign-in page, and the database is unchanged.
let hostile: HostileProvider;

test.beforeAll(async () => {
  hostile = await HostileProvider.start();
  await Promise.all(["hostile", "second"].map(connected));
});

/** Connects further ones for the tests that need them, since each takes a second. */
async function connected(slug: string): Promise<string> {
  if (!connections.has(slug)) {
    connections.add(slug);
    const tokenAuth = slug === "post-only" ? { tokenAuth: "client_secret_post" as const } : {};
    await product().connect({ ...hostile.provider(slug), ...tokenAuth });
  }
  return slug;
}
const connections = new Set<string>();

test.afterEach(() => {
  hostile.misbehave();
  hostile.metadata("right");
});

test.afterAll(() => hostile?.stop());

const claims = (change: Claims): Misbehaviour => ({ claims: (right) => ({ ...right, ...change }) });
const seconds = () => Math.floor(Date.now() / 1000);

const refused: readonly (readonly [what: string, how: Misbehaviour])[] = [
  ["an ID token that somebody else signed", { idToken: ({ claims, strangersKey }) => sign(claims, strangersKey) }],
  ["an ID token that nobody signed", { idToken: ({ claims }) => unsigned(claims) }],
  [
    "an ID token signed with the client secret",
    {
      idToken: ({ claims, clientSecret }) =>
        sign(claims, new TextEncoder().encode(clientSecret), { alg: "HS256", kid: undefined }),
    },
  ],
  ["an ID token with an unknown key", { idToken: ({ claims, key }) => sign(claims, key, { kid: "unknown" }) }],
  ["an ID token that is no token", { idToken: () => "no.token" }],
  ["no ID token", { idToken: () => undefined }],
  ["an encrypted ID token", { idToken: () => "header.key.iv.text.tag" }],
  ["a demand for DPoP", { token: answer('{"error":"invalid_dpop_proof"}', "application/json", 400) }],
  ["another issuer", claims({ iss: "https://evil.example" })],
  ["another audience", claims({ aud: "somebody-else" })],
  ["several audiences and another party", claims({ aud: ["assent", "somebody-else"], azp: "somebody-else" })],
  ["an expired ID token", { claims: (right) => ({ ...right, iat: seconds() - 7200, exp: seconds() - 3600 }) }],
  ["an ID token of the future", { claims: (right) => ({ ...right, iat: seconds() + 3600, exp: seconds() + 7200 }) }],
  ["another nonce", claims({ nonce: "another" })],
  ["the name of another access token", claims({ at_hash: "77QmUPtjPfzWtF2AnpK9RQ" })],
  ["an answer that says it is of another issuer", { callback: (right) => `${right}?iss=https%3A%2F%2Fevil.example` }],
  ["no nonce", claims({ nonce: undefined })],
  ["no subject", claims({ sub: undefined })],
  ["a subject with NUL", claims({ sub: "a\u0000b" })],
  ["userinfo about somebody else", { userinfo: answer(JSON.stringify({ sub: "somebody-else" })) }],
  ["userinfo about nobody", { userinfo: answer(JSON.stringify({ email: "mallory@evil.example" })) }],
  ["userinfo that is a page", { userinfo: answer("<!doctype html><title>Sign in</title>", "text/html") }],
  ["userinfo that is broken JSON", { userinfo: answer('{"sub": ') }],
  [
    "userinfo without end",
    { userinfo: (response, sub) => answer(JSON.stringify({ sub, much: "x".repeat(1_000_000) }))(response, sub) },
  ],
  [
    "userinfo nested a thousand times",
    {
      userinfo: (response, sub) =>
        answer(`{"sub":"${sub}","deep":${"[".repeat(1000)}${"]".repeat(1000)}}`)(response, sub),
    },
  ],
  ["a token endpoint that fails", { token: answer("Internal Server Error", "text/plain", 500) }],
  ["a token endpoint that says no", { token: answer('{"error":"invalid_grant"}', "application/json", 400) }],
  ["a token endpoint with a page", { token: answer("<!doctype html><title>Sign in</title>", "text/html") }],
];

for (const [what, how] of refused) {
  test(`${what} ends on the sign-in page, and nothing is stored @script @core`, async ({ request }) => {
    const person = somebody();
    hostile.signsIn(person.subject, { email: person.email, name: person.name });
    hostile.misbehave(how);
    await expectRefused(request, "hostile");
  });
}

for (const { slug, how, problem } of [
  { slug: "hanging", how: "hangs", problem: "no-answer" },
  { slug: "redirecting", how: "redirects", problem: "failed" },
] as const) {
  test(`metadata that ${how} ends on the sign-in page, and nothing is stored @script`, async ({ request }) => {
    await connected(slug);
    hostile.metadata(how);
    await expectRefused(request, slug, problem);
  });
}

const page = answer("<!doctype html><title>Sign in</title>", "text/html");
const huge = answer(JSON.stringify({ much: "x".repeat(1_000_000) }));
const hangs: Answer = () => {};

// A failure is not cached, so one provider without a correct answer is enough for all.
const metadata: readonly (readonly [what: string, how: Misbehaviour])[] = [
  ["a page", { discovery: page }],
  ["a server error", { discovery: answer("{}", "application/json", 500) }],
  ["broken JSON", { discovery: answer('{"issuer": ') }],
  ["a list", { discovery: answer("[]") }],
  ["far too much", { discovery: huge }],
  ["another issuer", { document: { issuer: "https://evil.example" } }],
  ["no token endpoint", { document: { token_endpoint: null } }],
  ["a token endpoint that is a script", { document: { token_endpoint: "javascript:alert(1)" } }],
  ["keys elsewhere by plain http", { document: { jwks_uri: "http://evil.example/jwks" } }],
  [
    "the promise to say in each answer who it is, which is broken",
    { document: { authorization_response_iss_parameter_supported: true } },
  ],
  ["no code flow", { document: { response_types_supported: ["id_token"] } }],
  ["no signature but MACs", { document: { id_token_signing_alg_values_supported: ["HS256", "none"] } }],
];

for (const [what, how] of metadata) {
  test(`metadata with ${what} ends on the sign-in page, and nothing is stored @script`, async ({ request }) => {
    await connected("hanging");
    hostile.misbehave(how);
    await expectRefused(request, "hanging");
  });
}

const keys: readonly (readonly [what: string, jwks: Answer, slug?: string, problem?: keyof typeof sentences])[] = [
  ["are a page", page],
  ["are none", answer('{"keys":[]}')],
  ["are no set", answer('{"keys":"none"}')],
  ["are somebody else's", answer('{"keys":[{"kty":"RSA","kid":"own","alg":"RS256","n":"AQAB","e":"AQAB"}]}')],
  ["are far too many", huge],
  // The other tests left keys in the cache, which are read again only a few times.
  ["never come", hangs, "silent", "no-answer"],
  ["are not there", answer("", "text/plain", 404)],
];

for (const [what, jwks, slug = "keys", problem] of keys) {
  test(`keys that ${what} end on the sign-in page, and nothing is stored @script`, async ({ request }) => {
    hostile.signsIn(somebody().subject, {});
    await connected(slug);
    hostile.misbehave({ jwks });
    await expectRefused(request, slug, problem);
  });
}

test("people can sign in through a provider without userinfo, with all claims in the ID token @script @core", async ({
  page,
}) => {
  await connected("token-only");
  const person = somebody();
  hostile.signsIn(person.subject, { email: "userinfo@evil.example" });
  hostile.misbehave({
    document: { userinfo_endpoint: undefined },
    claims: (right) => ({ ...right, email: person.email, phone_number: person.phone, name: person.name }),
  });
  await page.goto(`${product().url}/sign-in/token-only`);
  await agreeToAll(page);
  await expect(page.getByText(person.email ?? "")).toBeVisible();
});

test("people can sign in through a provider that accepts the client secret only in the body @script @core", async ({
  page,
  request,
}) => {
  await connected("post-only");
  const person = somebody();
  hostile.signsIn(person.subject, { email: person.email, phone_number: person.phone, name: person.name });
  hostile.misbehave({ postOnly: true });
  await page.goto(`${product().url}/sign-in/post-only`);
  await agreeToAll(page);
  await expect(page.getByText(person.email ?? "")).toBeVisible();
  await expectRefused(request, "second");
});

// Some providers write null instead of leaving out a claim.
test("people can sign in through a provider that writes null for missing claims @script", async ({ page }) => {
  await connected("nulls");
  const person = somebody();
  hostile.signsIn(person.subject, { email: person.email, phone_number: person.phone, name: null, picture: null });
  hostile.misbehave({
    claims: (right) => ({ ...right, nbf: null, azp: null, auth_time: null, at_hash: null }),
    tokenMembers: { refresh_token: null, scope: null, expires_in: null },
    document: { scopes_supported: null, end_session_endpoint: "", claims_supported: null },
  });
  await page.goto(`${product().url}/sign-in/nulls`);
  await agreeToAll(page);
  await expect(page.getByText(person.email ?? "")).toBeVisible();
});

test("a person whose provider fails sees a sentence, a reference and the sign-in page @script @core", async ({
  page,
}) => {
  hostile.misbehave({ idToken: () => undefined });
  await page.goto(`${product().url}/sign-in/hostile`);
  const alert = page.getByRole("alert").filter({ hasText: "You could not be signed in." });
  await expect(alert).toContainText(/reference/i);
  await expect(alert).toContainText(/[0-9A-F]{8}/);
  await expect(page.getByRole("link", { name: "Continue with Provider hostile" })).toBeVisible();
  await expectNoViolations(page);
});

// These are not failures of the provider, and there is nothing to look up by a reference.
for (const [error, sentence] of [
  ["access_denied", "You cancelled the sign-in."],
  ["login_required", "Provider polite needs something from you first."],
  ["interaction_required", "Provider polite needs something from you first."],
  ["consent_required", "Provider polite needs something from you first."],
  ["account_selection_required", "Provider polite needs something from you first."],
  ["temporarily_unavailable", "Provider polite is not available at the moment."],
] as const) {
  test(`${error} has its own sentence, and is not a failure of the provider @script`, async ({ page }) => {
    await connected("polite");
    hostile.misbehave({ callback: (right) => `${right}?error=${error}&error_description=canary` });
    await page.goto(`${product().url}/sign-in/polite`);
    const alert = page.getByRole("alert").filter({ hasText: sentence });
    await expect(alert).toBeVisible();
    await expect(alert).not.toContainText(/reference|canary/);
  });
}

test("another error of the provider is a refusal, with a reference @script", async ({ request }) => {
  hostile.misbehave({ callback: (right) => `${right}?error=server_error` });
  await expectRefused(request, "second", "refused");
});

test("an answer that comes back at another provider's address is refused @script @core", async ({ request }) => {
  const before = await database().dump();
  hostile.signsIn(somebody().subject, {});
  hostile.misbehave({ callback: (right) => right.replace(/hostile$/, "second") });
  const asked = hostile.tokenRequests.length;
  const response = await request.get(`${product().url}/sign-in/hostile`, typed);
  expect(response.url()).toContain("/sign-in?problem=");
  expect(await response.text()).toMatch(/The sign-in was interrupted|You could not be signed in/);
  await expectNobodyIn(request);
  expect(await database().dump()).toBe(before);
  // The code, which is the first provider's secret, was not sent to the second.
  expect(hostile.tokenRequests.slice(asked)).toEqual([]);
});

// An unusable value must not be reported as "didn't send this".
const unusable: readonly (readonly [what: string, claims: Claims])[] = [
  ["a list of e-mail addresses", { email: ["mallory@evil.example", "other@evil.example"] }],
  ["an e-mail address that is an object", { email: { toString: "mallory@evil.example" } }],
  ["an e-mail address with NUL", { email: "mallory\u0000@evil.example" }],
  ["an e-mail address of half a character", { email: "mallory\ud800@evil.example" }],
];

for (const [what, sent] of unusable) {
  test(`${what} is reported as unusable, and not stored @script`, async ({ page }) => {
    const { subject } = somebody();
    hostile.signsIn(subject, sent);
    await page.goto(`${product().url}/sign-in/hostile`);
    await expect(page.getByRole("textbox", { name: /Email address/ })).toHaveValue("");
    await expect(page.getByText("What Provider hostile sent can’t be used.").first()).toBeVisible();
    expect(await page.content()).not.toContain("evil.example");
    await decline(page).click();
    await expect(page).toHaveURL(/\/consent\/declined/);
    expect(await database().dump()).not.toContain(subject);
  });
}

test("an empty email address counts as not sent @script @core", async ({ page }) => {
  hostile.signsIn(somebody().subject, { email: "" });
  await page.goto(`${product().url}/sign-in/hostile`);
  await expect(page.getByText("Provider hostile didn’t send this.").first()).toBeVisible();
});

test("claims with names of a prototype, and controls in a name, have no effect @script @core", async ({ page }) => {
  const person = somebody();
  const text = `{"sub":${JSON.stringify(person.subject)},"__proto__":{"email":"mallory@evil.example","role":"administrator"},
    "constructor":{"prototype":{"email":"mallory@evil.example"}},"email":${JSON.stringify(person.email)},"name":"Ann\\u202Egnp.exe"}`;
  hostile.signsIn(person.subject, {});
  hostile.misbehave({ userinfo: answer(text) });
  await page.goto(`${product().url}/sign-in/hostile`);
  await agreeToAll(page);
  await expect(page.getByText("Anngnp.exe")).toBeVisible();
  await expect(page.getByText(person.email ?? "")).toBeVisible();
  const dump = await database().dump();
  expect(dump).toContain("Anngnp.exe");
  expect(dump).not.toContain("\u202E");
  expect(dump).not.toContain("evil.example");
  expect((await page.goto(`${product().url}/admin`))?.status()).toBe(404);
});

test("one email address at two providers is two accounts @script @core", async ({ page }) => {
  const { email, name } = somebody();
  await expectTwoAccounts(page, [somebody().subject, somebody().subject], { email, name });
});

test("one subject at two providers is two accounts @script @core", async ({ page }) => {
  const { subject, email } = somebody();
  await expectTwoAccounts(page, [subject, subject], { email });
});

test("a signed-in person who signs in through another provider does not connect it @script @core", async ({ page }) => {
  const [first, second] = [somebody(), somebody()];
  hostile.signsIn(first.subject, { email: first.email });
  await page.goto(`${product().url}/sign-in/hostile`);
  await agreeToAll(page);
  const before = await database().dump();

  // The person is asked like a new one, and nothing is connected meanwhile.
  hostile.signsIn(second.subject, { email: second.email });
  await page.goto(`${product().url}/sign-in/second`);
  await boxes(page);
  expect(await database().dump()).toBe(before);
  await agreeToAll(page);
  expect(changedRows(before, await database().dump())).toMatchObject({ users: 1, federated_identity: 1, receipt: 1 });
  await expect(page.getByText(second.email ?? "")).toBeVisible();
  await expect(page.getByText(first.email ?? "")).toHaveCount(0);
});

test("a network with too many sign-ins at a provider has to wait, at that provider only, and nothing is stored @script @core", async ({
  page,
}) => {
  await database().run("delete from sign_in_attempt");
  hostile.signsIn(somebody().subject, {});
  await page.goto(`${product().url}/sign-in/second`);
  await expect(accept(page)).toBeVisible();
  const before = await database().dump();
  // Starts and answers are counted separately: an answer is still accepted until its own limit is reached.
  await database().run("update sign_in_attempt set count = 300");
  await page.goto(`${product().url}/sign-in/second`);
  await expect(page.getByText("Too many sign-ins from your network.")).toBeVisible();
  await page.goto(`${product().url}/api/auth/callback/second?code=guessed&state=guessed`);
  await expect(page.getByText("Too many sign-ins from your network.")).toBeVisible();
  await expectNoViolations(page);
  expect(await database().dump()).toBe(before);
  await page.goto(`${product().url}/sign-in/hostile`);
  await expect(accept(page)).toBeVisible();
  await database().run("delete from sign_in_attempt");
});

// Last: the tests above did not affect the other provider. It needs all of them, so it is not one of the core.
test("people can still sign in through the other provider @script", async ({ page }) => {
  await signInAsAdministrator(page, product());
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  // The failures above were counted and are shown, and a working provider is not named.
  await expect(page.getByText("Sign-ins through Provider hostile fail", { exact: true })).toBeVisible();
  for (const slug of ["hanging", "second"]) {
    await expect(page.getByText(`Sign-ins through Provider ${slug} fail`, { exact: true })).toBeVisible();
  }
  for (const works of ["Demo University", "Provider polite"]) {
    await expect(page.getByText(`Sign-ins through ${works} fail`)).toHaveCount(0);
  }
});

/** The sentence for each problem in the address. */
const sentences = {
  failed: () => "You could not be signed in.",
  "no-answer": (slug: string) => `Provider ${slug} didn’t answer.`,
  refused: (slug: string) => `Provider ${slug} refused the sign-in.`,
};

/** The headers of a browser for a typed address. */
const typed = { headers: { "sec-fetch-site": "none" } };

/** Signs in through this provider with plain requests, and is refused. */
async function expectRefused(
  request: APIRequestContext,
  slug: string,
  problem: keyof typeof sentences = "failed",
): Promise<void> {
  const before = await database().dump();
  const response = await request.get(`${product().url}/sign-in/${slug}`, typed);
  expect(response.url()).toMatch(new RegExp(`/sign-in\\?problem=${problem}.*reference=[0-9A-F]{8}`));
  expect(await response.text()).toContain(sentences[problem](slug));
  await expectNobodyIn(request);
  expect(await database().dump()).toBe(before);
}

async function expectNobodyIn(request: APIRequestContext): Promise<void> {
  const { cookies } = await request.storageState();
  expect(cookies.map(({ name }) => name).filter((name) => /-(session|pending)/.test(name))).toEqual([]);
  expect((await request.get(`${product().url}/me`)).url()).toContain("/sign-in");
}

async function expectTwoAccounts(page: Page, subjects: readonly [string, string], userinfo: Claims): Promise<void> {
  const before = await database().dump();
  for (const [slug, subject] of [
    ["hostile", subjects[0]],
    ["second", subjects[1]],
  ] as const) {
    await page.context().clearCookies();
    hostile.signsIn(subject, userinfo);
    await page.goto(`${product().url}/sign-in/${slug}`);
    await expect(accept(page)).toBeVisible();
    await agreeToAll(page);
  }
  const after = await database().dump();
  expect(changedRows(before, after)).toMatchObject({ users: 2, federated_identity: 2, receipt: 2 });
  expect(rowsOf(after, "attribute_value").filter((row) => row.includes(String(userinfo["email"])))).toHaveLength(2);
}
