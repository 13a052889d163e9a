import { randomBytes } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { Program, tellVersion } from "../foreign/program.ts";
import { dex } from "../foreign/programs.ts";
import { withProduct } from "../with-product.ts";
import { begin, firstSignIn, forget, myData, proveAgain, signOutThere, untilSignedOut } from "./foreign-provider.ts";

// dex with its list of people, and with sessions, so that it signs people out and says so.
const product = withProduct();
const slug = "dex";
const password = "canary-password";
// Of that password, by bcrypt.
const hash = "$2a$10$vclytYiMlAwF49K.recpI.UzWZfN24CFIUpr4do43LebvV7qlWWzm";
const clientSecret = randomBytes(24).toString("hex");
let program: Program;

test.beforeAll(async () => {
  program = await Program.prepare();
  tellVersion(dex(), "version");
  await start();
  const issuer = `${program.url}/dex`;
  await product().connect({ slug, name: "Dex", issuer, clientId: "assent", clientSecret });
});
test.afterAll(() => program.stop());

interface Setting {
  readonly email?: string;
  readonly name?: string;
  readonly userID?: string;
}

/** Starts it anew: it keeps everything in memory, so it has other keys each time. */
async function start({ email = "ana@dex.example", name = "Ana Dex", userID = "ana" }: Setting = {}) {
  await program.end();
  const { url } = product();
  const config = {
    issuer: `${program.url}/dex`,
    storage: { type: "memory" },
    web: { http: `127.0.0.1:${program.port}` },
    sessions: { rememberMeCheckedByDefault: true },
    staticClients: [
      {
        ...{ id: "assent", name: "Assent", secret: clientSecret },
        redirectURIs: [`${url}/api/auth/callback/${slug}`],
        postLogoutRedirectURIs: [`${url}/sign-in`],
        backchannelLogoutURI: `${url}/api/auth/logout/${slug}`,
      },
    ],
    enablePasswordDB: true,
    staticPasswords: [{ email, hash, username: "ana", name, userID }],
  };
  const file = program.write("dex.json", JSON.stringify(config));
  await program.start(dex(), ["serve", file], { DEX_SESSIONS_ENABLED: "true" });
}

const signInAgain = (email: string) => async (page: Page) => {
  await page.getByPlaceholder("email address").fill(email);
  await page.getByPlaceholder("password").fill(password);
  await page.getByRole("button", { name: "Login" }).click();
};

const signIn = (email: string) => async (page: Page) => {
  await signInAgain(email)(page);
  await page.getByRole("button", { name: "Grant Access" }).click();
};

/** It demands an ID token to lead back, so people stay on its page. */
async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Log Out" }).click();
  await expect(page.getByText("You have been successfully logged out.")).toBeVisible();
}

test("dex: first sign-in, straight in, changed claims and other keys, signing out there", async ({ page }) => {
  const email = "ana@dex.example";
  const there = { signIn: signIn(email), signInAgain: signInAgain(email), signOut };
  await firstSignIn(page, product(), slug, there);
  for (const value of [email, "Ana Dex"]) await expect(page.getByText(value).first()).toBeVisible();

  await forget(page);
  await begin(page, product(), slug);
  await expect(myData(page)).toBeVisible();
  await proveAgain(page, product(), signInAgain(email));
  await signOutThere(page, product(), slug, there);

  const changed = "changed@dex.example";
  await start({ email: changed, name: "Ana Changed" });
  await forget(page);
  await begin(page, product(), slug);
  await signIn(changed)(page);
  await expect(myData(page)).toBeVisible();
  for (const value of [changed, "Ana Changed"]) await expect(page.getByText(value).first()).toBeVisible();
});

test("dex: signing out there ends the session here, by back-channel logout", async ({ page }) => {
  const email = "bo@dex.example";
  await start({ email, userID: "bo" });
  await firstSignIn(page, product(), slug, { signIn: signIn(email) });
  await page.goto(`${program.url}/dex/logout`);
  await signOut(page);
  await untilSignedOut(page, product());
});
