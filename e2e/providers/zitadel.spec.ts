import { randomBytes } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { Program } from "../foreign/program.ts";
import { zitadelServer } from "../foreign/programs.ts";
import { withProduct } from "../with-product.ts";
import { begin, firstSignIn, forget, myData, proveAgain, signOutThere } from "./foreign-provider.ts";

// The example server of zitadel/oidc. It has no sessions, so it asks people at each sign-in, and no back-channel logout.
// Its issuer ends with a slash.
const product = withProduct();
const slug = "zitadel";
const password = randomBytes(12).toString("hex");
let program: Program;

test.beforeAll(async () => {
  program = await Program.prepare();
});
test.afterAll(() => program.stop());

/** Starts it anew. It makes a new key each time. */
async function start(user: object): Promise<void> {
  await program.end();
  const file = program.write(
    "users.json",
    JSON.stringify({ ana: { ID: "ana", Username: "ana", Password: password, EmailVerified: true, ...user } }),
  );
  await program.start(zitadelServer(), [], {
    PORT: String(program.port),
    USERS_FILE: file,
    REDIRECT_URI: `${product().url}/api/auth/callback/${slug}`,
  });
}

async function signIn(page: Page): Promise<void> {
  await page.getByLabel("Username:").fill("ana");
  await page.getByLabel("Password:").fill(password);
  await page.getByRole("button", { name: "Login" }).click();
}

/** It takes no address to lead back to, so people stay on its page. */
const signOut = (page: Page) => expect(page).toHaveURL(/\/logged-out$/);

test("zitadel/oidc: first sign-in, later ones, changed claims and other keys, signing out there", async ({ page }) => {
  const [email, changed] = ["ana@zitadel.example", "changed@zitadel.example"];
  await start({ FirstName: "Ana", LastName: "Zitadel", Email: email });
  const issuer = `http://localhost:${program.port}/`;
  await product().connect({ slug, name: "Zitadel", issuer, clientId: "web", clientSecret: "secret" });
  await firstSignIn(page, product(), slug, { signIn });
  for (const value of [email, "Ana Zitadel"]) await expect(page.getByText(value).first()).toBeVisible();

  await start({ FirstName: "Anna", LastName: "Zitadel", Email: changed });
  await forget(page);
  await begin(page, product(), slug);
  await signIn(page);
  await expect(myData(page)).toBeVisible();
  for (const value of [changed, "Anna Zitadel"]) await expect(page.getByText(value).first()).toBeVisible();
  await proveAgain(page, product(), signIn);
  await signOutThere(page, product(), slug, { signIn, signOut });
});
