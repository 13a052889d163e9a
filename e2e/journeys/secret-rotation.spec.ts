import { expect, type Page, test } from "@playwright/test";
import { boxes } from "../consent.ts";
import { HostileProvider } from "../hostile-provider.ts";
import { somebody } from "../people.ts";
import { rowsOf } from "../rows.ts";
import { withProductAndDatabase } from "../with-product.ts";

const { product, database } = withProductAndDatabase({ alone: true });
let server: HostileProvider;

test.beforeAll(async () => {
  server = await HostileProvider.start();
});
test.afterAll(() => server?.stop());

/** A new person reaches the consent screen, so the provider accepted our credentials. */
async function expectSignIn(page: Page, slug: string): Promise<void> {
  const person = somebody();
  server.signsIn(person.subject, { email: person.email });
  await page.goto(`${product().url}/sign-in/${slug}`);
  await boxes(page);
}

/** Ids of the keys that sealed the secrets in the database. */
async function sealedWith(): Promise<string[]> {
  const dump = await database().dump();
  const rows = ["identity_provider", "provider_key", "signing_key", "checkpoint_key", "oidc_key"].flatMap((table) =>
    rowsOf(dump, table),
  );
  return [...new Set(rows.flatMap((row) => [...row.matchAll(/v1\.([\w-]{8})\./g)].map(([, id]) => id ?? "")))];
}

test("the secret of the installation is replaced while people sign in, and the old one opens nothing afterwards @script", async ({
  page,
  request,
}) => {
  test.slow();
  const [bySecret, byKey] = [server.provider("by-secret"), server.provider("by-key")];
  await product().connect({ ...bySecret, tokenAuth: "client_secret_post" });
  await product().connect({ ...byKey, tokenAuth: "private_key_jwt" });
  const demands = { postOnly: true } as const;
  server.misbehave(demands);
  await expectSignIn(page, bySecret.slug);
  const ofApplications = async () => (await request.get(`${product().url}/oidc/jwks`)).text();
  const published = await ofApplications();
  expect(published).toContain('"kid"');
  const [old, ...others] = await sealedWith();
  expect(others).toEqual([]);

  // With both secrets, values of the old one still open, including the pending sign-in of this browser.
  product().changeSecret("beside");
  await product().stopApp();
  await product().startApp();
  await page.reload();
  await boxes(page);
  await expectSignIn(page, bySecret.slug);
  expect(await sealedWith()).toEqual([old]);

  // While the app runs.
  expect(await product().command("reseal-secrets.ts")).toBe(0);
  await expectSignIn(page, bySecret.slug);
  const [current, ...left] = await sealedWith();
  expect(left).toEqual([]);
  expect(current).not.toBe(old);
  const before = await database().dump();
  expect(await product().command("reseal-secrets.ts")).toBe(0);
  expect(await database().dump()).toBe(before);

  product().changeSecret("alone");
  await product().stopApp();
  await product().startApp();
  await expectSignIn(page, bySecret.slug);
  server.misbehave({
    document: { token_endpoint_auth_signing_alg_values_supported: ["ES256", "RS256"] },
    keysOfClient: `${product().url}/api/providers/${byKey.slug}/jwks.json`,
  });
  await expectSignIn(page, byKey.slug);
  expect((await request.get(`${product().url}/.well-known/jwks.json`)).status()).toBe(200);
  expect(await ofApplications()).toBe(published);
});
