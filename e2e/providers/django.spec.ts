import { generateKeyPairSync, randomBytes } from "node:crypto";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { Program, tellVersion } from "../foreign/program.ts";
import { pythonWithDjango } from "../foreign/programs.ts";
import { withProduct } from "../with-product.ts";
import { begin, firstSignIn, forget, myData, proveAgain, signOutThere } from "./foreign-provider.ts";

// Django OAuth Toolkit, in the project of django_provider.py. It has no back-channel logout.
const product = withProduct();
const slug = "django";
const clientSecret = randomBytes(24).toString("hex");
const person = { username: "ana", password: randomBytes(12).toString("hex") };
const first = { email: "ana@django.example", first_name: "Ana", last_name: "Django" };
const versionOf = "import oauth2_provider; print('Django OAuth Toolkit', oauth2_provider.__version__)";
let program: Program;

const newKey = () =>
  generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs1", format: "pem" }).toString();

test.beforeAll(async () => {
  program = await Program.prepare();
  tellVersion(pythonWithDjango(), "-c", versionOf);
});
test.afterAll(() => program.stop());

const issuer = () => `${program.url}/o`;

/** Starts it anew with its database. */
async function start(how: { claims: object; key: string; earlierKeys?: readonly string[] }): Promise<void> {
  await program.end();
  const { url } = product();
  const wanted = program.write(
    "wanted.json",
    JSON.stringify({
      ...{ earlierKeys: [], ...how, person, clientSecret, issuer: issuer(), listen: `127.0.0.1:${program.port}` },
      ...{ redirectUri: `${url}/api/auth/callback/${slug}`, signOutUri: `${url}/sign-in` },
    }),
  );
  await program.start(pythonWithDjango(), [join(import.meta.dirname, "django_provider.py"), wanted]);
}

async function signInAgain(page: Page): Promise<void> {
  await page.getByLabel("Username").fill(person.username);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Log in" }).click();
}

async function signIn(page: Page): Promise<void> {
  await signInAgain(page);
  await page.getByRole("button", { name: "Authorize" }).click();
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Logout" }).click();
  await expect(page).toHaveURL(`${product().url}/sign-in`);
}

async function straightIn(page: Page): Promise<void> {
  await forget(page);
  await begin(page, product(), slug);
  await expect(myData(page)).toBeVisible();
}

test("Django OAuth Toolkit: first sign-in, straight in, changed claims, other keys, signing out there", async ({
  page,
}) => {
  // It is started four times.
  test.setTimeout(180_000);
  const [key, nextKey] = [newKey(), newKey()];
  await start({ claims: first, key });
  await product().connect({ slug, name: "Django", issuer: issuer(), clientId: "assent", clientSecret });
  await firstSignIn(page, product(), slug, { signIn });
  for (const value of [first.email, "Ana Django"]) await expect(page.getByText(value).first()).toBeVisible();

  const changed = { email: "changed@django.example", first_name: "Anna", last_name: "Django" };
  await start({ claims: changed, key });
  await straightIn(page);
  for (const value of [changed.email, "Anna Django"]) await expect(page.getByText(value).first()).toBeVisible();

  // The earlier key is published for a while, and then not.
  await start({ claims: changed, key: nextKey, earlierKeys: [key] });
  await straightIn(page);
  await start({ claims: changed, key: newKey() });
  await straightIn(page);
  await proveAgain(page, product(), signInAgain);
  await signOutThere(page, product(), slug, { signIn, signOut });
});
