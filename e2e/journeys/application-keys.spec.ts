import { expect, type Page, test } from "@playwright/test";
import { decodeProtectedHeader } from "jose";
import { accept, tickAll } from "../consent.ts";
import { fillInSomebody, somebody } from "../people.ts";
import { registerApplication } from "../registered-application.ts";
import type { RelyingParty } from "../relying-party.ts";
import { withProductAndDatabase } from "../with-product.ts";

// The journey starts the app again, because a running one reads its keys twice a minute.
const { product, database } = withProductAndDatabase({ alone: true });

let party: RelyingParty;
test.afterAll(() => party?.close());

async function comeBack(page: Page): Promise<string> {
  const back = party.comesBack();
  await page.goto(await party.signInAddress());
  const token = (await party.tokens(await back)).id_token ?? "";
  await expect(page.getByRole("heading", { name: "Library" })).toBeVisible();
  return token;
}

const kidOf = (token: string) => decodeProtectedHeader(token).kid;

async function startAnew(): Promise<void> {
  await product().stopApp();
  await product().startApp();
}

test("new keys are published before they sign, and signatures of the old ones stay valid @script", async ({
  page,
  request,
}) => {
  test.slow();
  const published = async () => {
    const { keys } = (await (await request.get(`${product().url}/oidc/jwks`)).json()) as { keys: { kid: string }[] };
    expect(JSON.stringify(keys)).not.toMatch(/"(d|p|q)":/);
    return keys.map(({ kid }) => kid);
  };
  ({ party } = await registerApplication(product(), "Library Portal"));
  const back = party.comesBack();
  await page.goto(await party.signInAddress());
  await page.getByRole("link", { name: "Continue with Demo University" }).click();
  await fillInSomebody(page, somebody());
  await tickAll(page);
  await accept(page).click();
  const before = (await party.tokens(await back)).id_token ?? "";
  await expect(page.getByRole("heading", { name: "Library" })).toBeVisible();
  const old = await published();
  expect(old).toContain(kidOf(before));

  expect(await product().command("rotate-keys.ts")).toBe(0);
  await startAnew();
  const both = await published();
  expect(both).toHaveLength(4);
  expect(both).toEqual(expect.arrayContaining(old));
  expect(kidOf(await comeBack(page)), "not yet").toBe(kidOf(before));

  await database().run("update oidc_key set retired_at = now() where retired_at is not null");
  await database().run("update oidc_key set signs_from = now() where retired_at is null");
  await startAnew();
  const after = kidOf(await comeBack(page));
  expect(old).not.toContain(after);
  expect(both).toContain(after);

  const hint = { id_token_hint: before, post_logout_redirect_uri: `${party.url}/signed-out` };
  await page.goto(party.signOutAddress(hint));
  await page.getByRole("button", { name: /^Sign out of / }).click();
  await expect(page).toHaveURL(/\/signed-out/);
});
