import { randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type APIRequestContext, type Browser, expect, type Page, test } from "@playwright/test";
import { connectProvider } from "../administration.ts";
import { agreeToAll } from "../consent.ts";
import { asAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { png } from "../pictures-to-upload.ts";
import { registerApplication } from "../registered-application.ts";
import { withProductAndDatabase } from "../with-product.ts";

const { product, database } = withProductAndDatabase();

// A second, disabled provider, for actions on a provider.
test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage();
  await asAdministrator(page, product());
  await connectProvider(page, product(), {
    ...{ slug: "idle", name: "Idle", issuer: product().providerUrl, clientId: "idle", clientSecret: "idle" },
  });
  await page.close();
});

// Anyone can post an action to any page's address. These tests call every action of the build without a session, as a
// person and from another site, with input that would change something, and check that nothing has changed.
const manifest = join(import.meta.dirname, "../../apps/web/.next/server/server-reference-manifest.json");
const { node } = JSON.parse(readFileSync(manifest, "utf8")) as {
  node: Record<string, { exportedName: string; workers: Record<string, unknown> }>;
};
const actions = Object.entries(node).map(([id, { exportedName }]) => ({ id, name: exportedName }));

type Form = Readonly<Record<string, string>>;

/**
 * A purpose, a change of it that waits to be published, a provider without sign-ins, a person with an account, and a
 * saved view of the administrator.
 */
interface About {
  readonly purpose: string;
  readonly draft: string;
  readonly provider: string;
  readonly user: string;
  /** An open invitation, and another administrator. */
  readonly invitation: string;
  readonly administrator: string;
  readonly view: string;
  /** An application with two secrets. */
  readonly application: string;
  readonly secret: string;
}

const applicationForm = {
  name: "Forged",
  homeUrl: "",
  redirectUris: "https://forged.example/callback",
  signOutUris: "",
  backChannelLogoutUrl: "",
  authMethod: "client_secret_basic",
  jwks: "",
  subjectType: "pairwise",
  pkceRequired: "on",
  kind: "web",
};

/** A form with an effect for each action. Without one for a new action, this file fails. */
const forms: Readonly<Record<string, (of: About) => { page: string; state: object | null; form: Form }>> = {
  editPurposeAction: () => ({
    page: "/admin/purposes/new",
    state: { attempt: 0 },
    form: {
      name: "Forged",
      description: "Forged purpose.",
      retention: "withdrawn",
      do: "finish",
      "attributes.0.key": "email",
      "attributes.0.reason": "",
      "recipients.organisation": "on",
    },
  }),
  publishPurposeAction: ({ purpose, draft }) => ({
    page: `/admin/purposes/${purpose}/review`,
    state: null,
    form: { purpose, version: draft, asks: "all", from: "" },
  }),
  editTranslationAction: ({ purpose, draft }) => ({
    page: `/admin/purposes/${purpose}/translations/de`,
    state: { attempt: 0 },
    form: { do: "remove", purpose, version: draft, language: "de" },
  }),
  importFileAction: () => ({
    page: "/admin/purposes/import",
    state: { attempt: 0 },
    form: {
      content: JSON.stringify({
        ...{ kind: "assent-purposes", edition: 1 },
        purposes: [
          {
            texts: { en: { name: "Forged by a file", description: "Forged." } },
            retention: "withdrawn",
            attributes: [{ key: "email", mandatory: false }],
          },
        ],
      }),
    },
  }),
  discardChangeAction: ({ purpose, draft }) => ({
    page: `/admin/purposes/${purpose}/discard`,
    state: null,
    form: { purpose, version: draft },
  }),
  movePurposeAction: ({ purpose }) => ({ page: "/admin/purposes", state: null, form: { purpose, direction: "down" } }),
  removePurposeAction: ({ purpose }) => ({ page: "/admin/purposes", state: null, form: { purpose, how: "archive" } }),
  restorePurposeAction: ({ purpose }) => ({ page: "/admin/purposes", state: null, form: { purpose } }),
  editConnectionAction: () => ({
    page: "/admin/identity-providers/new",
    state: { attempt: 0 },
    form: {
      do: "save",
      name: "Forged",
      slug: "forged",
      issuer: product().providerUrl,
      clientId: "forged",
      clientSecret: "forged",
      scopes: "openid",
      tokenAuthMethod: "client_secret_basic",
      responseMode: "query",
      tokenAlgorithm: "",
      enabled: "on",
    },
  }),
  editClaimsAction: ({ provider }) => ({
    page: `/admin/identity-providers/${provider}/claims`,
    state: { attempt: 0 },
    form: { do: "save", provider, base: "1", "path.email": "forged" },
  }),
  editProvisioningAction: ({ provider }) => ({
    page: `/admin/identity-providers/${provider}/provisioning`,
    state: { attempt: 0 },
    form: {
      do: "save",
      provider,
      base: "2",
      jitMode: "off",
      syncPolicy: "provider-wins",
      purposesMode: "all",
      domains: "forged.example",
    },
  }),
  changeKeysAction: ({ provider }) => ({
    page: `/admin/identity-providers/${provider}`,
    state: null,
    form: { provider, act: "add" },
  }),
  moveProviderAction: ({ provider }) => ({
    page: "/admin/identity-providers",
    state: null,
    form: { provider, direction: "down" },
  }),
  enableProviderAction: ({ provider }) => ({
    page: "/admin/identity-providers",
    state: null,
    form: { provider, enabled: "on" },
  }),
  removeProviderAction: ({ provider }) => ({ page: "/admin/identity-providers", state: null, form: { provider } }),
  editOrganisationAction: () => ({
    page: "/admin/resident/organisation",
    state: { attempt: 0 },
    form: { base: "1", name: "Forged Ltd", displayName: "Forged", email: "forged@forged.example" },
  }),
  changeAccountAction: ({ user }) => ({ page: "/admin/users", state: null, form: { user, what: "suspend" } }),
  changeAccountsAction: ({ user }) => ({
    page: "/admin/users",
    state: null,
    form: { user, "act-on": user, what: "restore" },
  }),
  restrictAction: ({ user }) => ({
    page: `/admin/users/${user}/restrict`,
    state: null,
    form: { user, ground: "claims" },
  }),
  endRestrictionAction: ({ user }) => ({
    page: `/admin/users/${user}/restrict`,
    state: null,
    form: { user, days: "7" },
  }),
  closeAccountAction: ({ user }) => ({ page: "/admin/users", state: null, form: { user } }),
  withdrawForUserAction: ({ user, purpose }) => ({
    page: "/admin/users",
    state: null,
    form: { user, purpose, attribute: "phone_number", reason: "letter" },
  }),
  saveViewAction: () => ({
    page: "/admin/records",
    state: { attempt: 0, typed: null, problem: null },
    form: { name: "Forged", search: "version=1" },
  }),
  changeViewAction: ({ view }) => ({
    page: "/admin/records/views",
    state: { attempt: 0, typed: null, problem: null },
    form: { view, name: "Forged anew", do: "rename" },
  }),
  // The value is in the answer; the activity of the account records who looked.
  revealMaskedValueAction: ({ user }) => ({
    page: `/admin/users/${user}`,
    state: { value: null, failed: false },
    form: { user, attribute: "email" },
  }),
  editAttributeAction: () => ({
    page: "/admin/attributes/new",
    state: { attempt: 0 },
    form: { key: "forged", type: "text", "texts.en.label": "Forged", "texts.en.explanation": "" },
  }),
  deleteAttributeAction: () => ({ page: "/admin/attributes", state: null, form: { key: "forged" } }),
  // It never changes anything; shortcuts.spec.ts tests what it lists, and that it lists nothing for others.
  readPaletteAction: () => ({ page: "/admin", state: null, form: {} }),
  // It never changes anything; users.spec.ts tests that it finds no one for others.
  searchUsersAction: () => ({ page: "/admin/users", state: null, form: { attribute: "email", text: "a" } }),
  // It never changes anything; purpose-preview.spec.ts tests what it shows.
  drawPreviewAction: () => ({
    page: "/admin/preview?language=en",
    state: { purposeId: null, state: "usual" },
    form: { name: "Forged" },
  }),
  // It never changes anything; receipt-proof.spec.ts tests its answers.
  verifyReceiptAction: () => ({ page: "/verify", state: { attempt: 0, answer: null }, form: { receipt: "forged" } }),
  // For anyone with a pending sign-in, which no caller has; posts-refuse.spec.ts tests it.
  decideAction: () => ({ page: "/consent", state: null, form: { intent: "accept" } }),
  // For the same; minimum-age.spec.ts tests it.
  sayAgeAction: () => ({ page: "/consent/age", state: null, form: { answer: "no" } }),
  // It never changes anything; provider-routing.spec.ts tests what it finds.
  findProviderAction: () => ({ page: "/sign-in", state: { attempt: 0 }, form: { email: "forged@forged.example" } }),
  editLanguagesAction: () => ({
    page: "/admin/settings/languages",
    state: { attempt: 0 },
    form: { base: "1", "offered.en": "on", "offered.de": "on", fallback: "de" },
  }),
  editSessionsAction: () => ({
    page: "/admin/settings/sessions",
    state: { attempt: 0 },
    form: {
      ...{ base: "1", personIdleMinutes: "60", personHours: "720" },
      ...{ administratorIdleMinutes: "60", administratorHours: "24" },
    },
  }),
  editRetentionAction: () => ({
    page: "/admin/settings/retention",
    state: { attempt: 0 },
    form: { base: "1", anonymousEventDays: "1" },
  }),
  editAppearanceAction: () => ({
    page: "/admin/settings/appearance",
    state: { attempt: 0 },
    form: { base: "1", accent: "#aa3366" },
  }),
  createInvitationAction: () => ({ page: "/admin/settings/administrators", state: { attempt: 0 }, form: {} }),
  revokeInvitationAction: ({ invitation }) => ({
    page: "/admin/settings/administrators",
    state: null,
    form: { invitation },
  }),
  removeAdministratorAction: ({ administrator }) => ({
    page: "/admin/settings/administrators",
    state: null,
    form: { user: administrator },
  }),
  addApplicationAction: () => ({ page: "/admin/applications/new", state: { attempt: 0 }, form: applicationForm }),
  changeApplicationAction: ({ application }) => ({
    page: `/admin/applications/${application}`,
    state: { attempt: 0 },
    form: { ...applicationForm, application, base: "1" },
  }),
  makeSecretAction: ({ application }) => ({
    page: `/admin/applications/${application}/secrets`,
    state: { attempt: 0 },
    form: { application },
  }),
  endSecretAction: ({ application, secret }) => ({
    page: `/admin/applications/${application}/secrets`,
    state: null,
    form: { application, secret },
  }),
  enableApplicationAction: ({ application }) => ({
    page: `/admin/applications/${application}`,
    state: null,
    form: { application, enabled: "off" },
  }),
  removeApplicationAction: ({ application }) => ({
    page: `/admin/applications/${application}/remove`,
    state: null,
    form: { application },
  }),
  moveSubjectsAction: ({ provider }) => ({
    page: `/admin/identity-providers/${provider}/subjects`,
    state: { attempt: 0 },
    form: { provider, target: provider, list: "before,after" },
  }),
  releaseClosedAction: ({ user }) => ({ page: "/admin/users/closed", state: null, form: { user } }),
  // It never changes anything; administrators.spec.ts tests what follows.
  acceptInvitationAction: () => ({ page: "/invitation", state: null, form: { link: "forged" } }),
  acceptSetupLinkAction: () => ({ page: "/setup", state: null, form: { link: "forged" } }),
};

/** Calls an action as React does: https://react.dev/reference/rsc/server-functions */
async function call(
  request: APIRequestContext,
  action: { id: string; name: string },
  of: About,
  headers: Record<string, string>,
): Promise<number> {
  const { page, state, form } = forms[action.name]?.(of) ?? { page: "/", state: null, form: {} };
  const multipart = new FormData();
  for (const [name, value] of Object.entries(form)) multipart.append(`_1_${name}`, value);
  // After the fields, which are read in order.
  multipart.append("0", JSON.stringify(state ? [state, "$K1"] : ["$K1"]));
  const response = await request.post(product().url + page, {
    multipart,
    headers: { "next-action": action.id, accept: "text/x-component", ...headers },
    maxRedirects: 0,
  });
  return response.status();
}

/** Routes that accept a picture, because an action cannot answer a file that is too large with a sentence. */
const pictures = ({ provider, application }: Pick<About, "provider" | "application">) => [
  "/admin/settings/appearance/logo",
  `/admin/identity-providers/${provider}/logo`,
  `/admin/applications/${application}/logo`,
];

/** Returns the address of the redirect. */
async function upload(request: APIRequestContext, address: string, headers: Record<string, string>): Promise<string> {
  const file = { name: "logo.png", mimeType: "image/png", buffer: png(64, 64) };
  const multipart = { do: "upload", base: "", file };
  const response = await request.post(product().url + address, { multipart, headers, maxRedirects: 0 });
  return response.headers()["location"] ?? "";
}

/** Two browsers of an administrator: one for the calls, and one that gets no answers to them. */
async function administrator(browser: Browser) {
  const [caller, page, person] = [await browser.newPage(), await browser.newPage(), await browser.newPage()];
  for (const tab of [caller, page]) {
    await asAdministrator(tab, product());
  }
  await page.goto(`${product().url}/admin/identity-providers`);
  const idle = await page.getByRole("link", { name: "Idle", exact: true }).getAttribute("href");
  const provider = /identity-providers\/([^/?]+)/.exec(idle ?? "")?.[1] ?? "";
  const email = await somebodyElse(person);
  await page.goto(`${product().url}/admin/purposes`);
  const link = await page.getByRole("link", { name: "Account recovery", exact: true }).getAttribute("href");
  const purpose = /purposes\/([^/?]+)/.exec(link ?? "")?.[1] ?? "";
  /** A change of that purpose that waits to be published. */
  const draft = async (): Promise<string> => {
    await page.goto(`${product().url}/admin/purposes/${purpose}`);
    await page.getByLabel(/^Description/).fill(`Changed ${randomUUID()}.`);
    await page.getByRole("button", { name: "Finish", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: /^Review / })).toBeVisible();
    return page.locator("input[name=version]").first().inputValue();
  };
  await page.goto(`${product().url}/admin/users`);
  const row = page.getByRole("row").filter({ hasText: email });
  const user = (await row.getByRole("link").getAttribute("href")) ?? "";
  const [more, view] = [await office(browser, page), await ownView(page)];
  const registered = await ownApplication();
  const of = { purpose, provider, view, user: user.split("/").at(-1) ?? "", ...more, ...registered };
  return { request: caller.request, draft, of };
}

/** Another administrator, and an open invitation. */
async function office(browser: Browser, page: Page) {
  await somebodyElse(await browser.newPage());
  await database().run(`update users set role = 'administrator'
    where created_at = (select max(created_at) from users)`);
  await page.goto(`${product().url}/admin/settings/administrators`);
  await page.getByRole("button", { name: "Create invitation link" }).click();
  await expect(page.getByLabel("Invitation link")).toBeVisible();
  const removal = page.getByRole("link", { name: /^Remove administrator/ }).first();
  const administrator = /administrators\/([^/]+)/.exec((await removal.getAttribute("href")) ?? "")?.[1] ?? "";
  return { administrator, invitation: await page.locator("input[name=invitation]").first().inputValue() };
}

/** An application with two secrets, and one of these. */
async function ownApplication() {
  const { id: application, party } = await registerApplication(product(), `Application ${randomUUID()}`);
  party.close();
  const [secret, hash] = [randomUUID(), randomBytes(32).toString("hex")];
  await database().run(
    `insert into application_secret (id, application_id, hash) values ('${secret}', '${application}', '${hash}')`,
  );
  return { application, secret };
}

/** The id of a saved view of this administrator. */
async function ownView(page: Page): Promise<string> {
  const name = `View ${randomUUID()}`;
  await page.goto(`${product().url}/admin/records?receipt=${randomUUID().slice(0, 8)}`);
  await page.getByLabel("Save this filter as").fill(name);
  await page.getByRole("button", { name: "Save view" }).click();
  await expect(page.getByText("The view is saved.")).toBeVisible();
  await page.goto(`${product().url}/admin/records/views`);
  const form = page.locator("form").filter({ has: page.getByLabel(`Name of “${name}”`) });
  return form.locator("input[name=view]").inputValue();
}

/** Makes a person with an account, whom the calls are about. Returns their email address. */
async function somebodyElse(page: Page): Promise<string> {
  const made = somebody();
  await signInAsSomebody(page, product(), made);
  await agreeToAll(page);
  return made.email ?? "";
}

test("every action of the build is called in this file @script @core", () => {
  expect(actions.map(({ name }) => name).sort()).toEqual(Object.keys(forms).sort());
});

test("no action has an effect without a session, for a person, or from another site @script @core", async ({
  browser,
}) => {
  const admin = await administrator(browser);
  const person = await browser.newContext();
  const personPage = await person.newPage();
  await signInAsSomebody(personPage, product(), somebody());
  await agreeToAll(personPage);
  const at = { ...admin.of, draft: await admin.draft() };
  const before = await database().dump();
  const nobody = await browser.newContext();
  const ours = { origin: product().url };
  const callers = [
    { who: "nobody", request: nobody.request, headers: ours },
    { who: "a plain person", request: person.request, headers: ours },
    {
      who: "an administrator's browser on another site",
      request: admin.request,
      headers: { origin: "https://evil.example" },
    },
    { who: "an administrator's browser without an origin", request: admin.request, headers: {} },
  ];
  for (const { who, request, headers } of callers) {
    for (const action of actions) await call(request, action, at, headers);
    for (const address of pictures(at)) expect(await upload(request, address, headers), who).toContain("/refused");
    const archive = `${product().url}/admin/users/${at.user}/archive/file`;
    const given = await request.post(archive, { headers, maxRedirects: 0 });
    expect(given.headers()["content-type"], who).not.toBe("application/zip");
    expect(await database().dump(), who).toBe(before);
  }
});

test("a form that is not from our pages is refused with a page that says so @script @core", async ({ request }) => {
  const setup = actions.find(({ name }) => name === "acceptSetupLinkAction");
  const response = await request.post(`${product().url}/setup`, {
    multipart: { [`$ACTION_ID_${setup?.id}`]: "", link: "forged" },
  });
  expect(response.status()).toBe(403);
  expect(await response.text()).toContain("This request was refused");
});

// Proves the calls above: with the right session and origin each of them changes something.
test("the same calls work for an administrator @script", async ({ browser }) => {
  const admin = await administrator(browser);
  const order = [
    ...[
      "publishPurposeAction",
      "editTranslationAction",
      "importFileAction",
      "discardChangeAction",
      "movePurposeAction",
      "editPurposeAction",
      "editOrganisationAction",
      "removePurposeAction",
    ],
    ...[
      "editLanguagesAction",
      "editSessionsAction",
      "editRetentionAction",
      "editAppearanceAction",
      "createInvitationAction",
      "revokeInvitationAction",
      "removeAdministratorAction",
      "restorePurposeAction",
      "saveViewAction",
      "changeViewAction",
      "revealMaskedValueAction",
      "changeAccountAction",
      "changeAccountsAction",
      "withdrawForUserAction",
      "restrictAction",
      "endRestrictionAction",
      "closeAccountAction",
      "editAttributeAction",
      "deleteAttributeAction",
    ],
    ...[
      "editClaimsAction",
      "editProvisioningAction",
      "editConnectionAction",
      "changeKeysAction",
      "moveProviderAction",
      "enableProviderAction",
      "removeProviderAction",
    ],
    ...[
      "changeApplicationAction",
      "endSecretAction",
      "makeSecretAction",
      "enableApplicationAction",
      "removeApplicationAction",
      "addApplicationAction",
    ],
  ];
  for (const address of pictures(admin.of)) {
    const before = await database().dump();
    expect(await upload(admin.request, address, { origin: product().url })).toContain("/admin/");
    expect(await database().dump(), address).not.toBe(before);
  }
  for (const name of order) {
    const action = actions.find((known) => known.name === name);
    if (!action) throw new Error(`${name} is gone`);
    const draft = ["publishPurposeAction", "editTranslationAction", "discardChangeAction"].includes(name)
      ? await admin.draft()
      : "";
    const before = await database().dump();
    await call(admin.request, action, { ...admin.of, draft }, { origin: product().url });
    expect(await database().dump(), name).not.toBe(before);
  }
});
