import { expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { fillInProvider } from "../administration.ts";
import { agreeToAll } from "../consent.ts";
import { type Claims, HostileProvider } from "../hostile-provider.ts";
import { asAdministrator, somebody } from "../people.ts";
import { rowsOf } from "../rows.ts";
import { withProductAndDatabase } from "../with-product.ts";

const { product, database } = withProductAndDatabase();
let server: HostileProvider;

test.beforeAll(async () => {
  server = await HostileProvider.start();
});
test.afterAll(() => server?.stop());

const contoso = "11111111-aaaa-4bbb-8ccc-000000000001";
const fabrikam = "22222222-aaaa-4bbb-8ccc-000000000002";
const stranger = "33333333-aaaa-4bbb-8ccc-000000000003";

test("people of many tenants sign in with their own issuer, and no tenant can pretend to be another @script", async ({
  page,
  browser,
}) => {
  // Like Entra: one set of metadata for all, with a template as the issuer.
  const origin = new URL(server.provider("organizations").issuer).origin;
  const template = `${origin}/{tenantid}`;
  const issuerOf = (tid: string) => `${origin}/${tid}`;
  const says = (claims: Claims) =>
    server.misbehave({ document: { issuer: template }, claims: (right) => ({ ...right, ...claims }) });
  const provider = { ...server.provider("many"), issuer: template };
  says({});

  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/identity-providers/new?preset=entra-many`);
  await expect(page.getByLabel("Issuer")).toHaveValue("https://login.microsoftonline.com/{tenantid}/v2.0");
  await expect(page.getByLabel("Tenants")).toBeVisible();
  await expectNoViolations(page);
  await fillInProvider(page, product(), provider);
  await page.getByRole("button", { name: "Discover" }).click();
  await expect(page.getByText(`Read just now from ${template}.`)).toBeVisible();
  await page.getByLabel("Tenants").fill(`${contoso}\nfabrikam`);
  await page.getByLabel("Client secret").fill(provider.clientSecret);
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByRole("alert").first()).toContainText("“Tenants” as IDs, one per line");
  await page.getByLabel("Tenants").fill(`${contoso}\n${fabrikam.toUpperCase()}`);
  await page.getByLabel("Client secret").fill(provider.clientSecret);
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByText(`“${provider.name}” is connected`)).toBeVisible();
  await expect(page.getByLabel("Tenants")).toHaveValue(`${contoso}\n${fabrikam}`);
  await page.getByRole("button", { name: "Enable" }).click();
  await expect(page.getByText(`People can now sign in with “${provider.name}”.`)).toBeVisible();

  const person = somebody();
  server.signsIn(person.subject, { email: person.email, phone_number: person.phone, name: person.name });
  const arrive = async (): Promise<Page> => {
    const visitor = await (await browser.newContext()).newPage();
    await visitor.goto(`${product().url}/sign-in/${provider.slug}`);
    return visitor;
  };
  const before = await database().dump();
  for (const claims of [
    { iss: issuerOf(fabrikam), tid: contoso },
    { iss: template, tid: contoso },
    { iss: issuerOf("organizations"), tid: contoso },
    { iss: issuerOf(contoso) },
    { iss: issuerOf("organizations"), tid: "organizations" },
    { iss: `https://evil.example/${contoso}`, tid: contoso },
  ]) {
    says(claims);
    const visitor = await arrive();
    await expect(visitor.getByText("You could not be signed in.")).toBeVisible();
    await visitor.context().close();
  }
  says({ iss: issuerOf(stranger), tid: stranger });
  const refused = await arrive();
  await expect(refused.getByRole("heading", { name: "You can’t create an account with this sign-in" })).toBeVisible();
  await refused.context().close();
  expect(await database().dump()).toBe(before);

  // The test sign-in reports it to the administrator, and does not sign in either.
  await page.getByRole("link", { name: "Test", exact: true }).click();
  await page.getByRole("link", { name: "Test sign-in", exact: true }).click();
  await expect(page.getByText("You came from a tenant that may not sign in.")).toBeVisible();

  // One subject at two tenants is two people.
  for (const tid of [contoso, fabrikam]) {
    says({ iss: issuerOf(tid), tid });
    const visitor = await arrive();
    await agreeToAll(visitor);
    await visitor.context().close();
  }
  const identities = rowsOf(await database().dump(), "federated_identity").filter((row) =>
    row.includes(person.subject),
  );
  expect(identities).toHaveLength(2);
  for (const tid of [contoso, fabrikam]) expect(identities.join("\n")).toContain(`${issuerOf(tid)} ${person.subject}`);
  // Each person returns to their own account, without a question.
  const again = await arrive();
  await expect(again.getByRole("heading", { level: 1, name: "My data and consents" })).toBeVisible();
  await again.context().close();

  // A tenant that is no longer allowed: its people are kept out, and keep their rights.
  await database().run(`update identity_provider set tenants = '${contoso}' where slug = '${provider.slug}'`);
  const kept = await arrive();
  await expect(kept.getByRole("heading", { name: "You can no longer sign in this way" })).toBeVisible();
  await expectNoViolations(kept);
  await kept.goto(`${product().url}/me`);
  await expect(kept).toHaveURL(/\/sign-in/);
  await kept.goto(`${product().url}/rights`);
  await expect(kept.getByText(person.email ?? "").first()).toBeVisible();
  const file = await kept.request.get(`${product().url}/rights/download`);
  expect(file.headers()["content-type"]).toBe("application/zip");
  await kept.getByRole("button", { name: "Withdraw phone number from Account recovery" }).click();
  await expect(kept.getByText("Phone number withdrawn", { exact: false })).toBeVisible();
  const withdrawn = rowsOf(await database().dump(), "receipt").filter((row) => row.includes(",withdrawal,"));
  expect(withdrawn).toHaveLength(1);
  await kept.getByRole("button", { name: "Done" }).click();
  // By the way that the sign-in page names, and by the same proof.
  await kept.goto(`${product().url}/rights`);
  await kept.getByRole("link", { name: `Continue with ${provider.name}` }).click();
  await kept.getByRole("link", { name: "See my data" }).click();
  await expect(kept.getByText(person.email ?? "").first()).toBeVisible();
  await kept.context().close();
  // Without an account there is nothing to see.
  says({ iss: issuerOf(stranger), tid: stranger });
  const nobody = await arrive();
  await expect(nobody.getByRole("heading", { name: "You can’t create an account with this sign-in" })).toBeVisible();
  await expect(nobody.getByRole("link", { name: "See my data" })).toHaveCount(0);
  await nobody.context().close();
});
