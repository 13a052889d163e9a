import { expect, type Page } from "@playwright/test";
import { agreeToAll } from "../consent.ts";
import type { Product } from "../product.ts";

/** What a person does at the provider, in a browser that is on its page. */
export interface AtProvider {
  /** From its sign-in page back to the product. */
  readonly signIn: (page: Page) => Promise<void>;
  /** The same once the person has confirmed there what the product asks for; if that is another way. */
  readonly signInAgain?: (page: Page) => Promise<void>;
  /** From the page that the product sends people to for signing out there, to the end; if it has one. */
  readonly signOut?: (page: Page) => Promise<void>;
}

export const myData = (page: Page) => page.getByRole("heading", { level: 1, name: "My data and consents" });

export const begin = (page: Page, product: Product, slug: string) => page.goto(`${product.url}/sign-in/${slug}`);

/** Forgets who is signed in here, but not at the provider. */
export const forget = (page: Page) => page.context().clearCookies({ domain: "localhost" });

/** A new person agrees to everything that is asked. */
export async function firstSignIn(page: Page, product: Product, slug: string, at: AtProvider): Promise<void> {
  await begin(page, product, slug);
  await at.signIn(page);
  await agreeToAll(page);
}

/** Signs out here and then there, and begins again: the provider has to ask. */
export async function signOutThere(page: Page, product: Product, slug: string, at: AtProvider): Promise<void> {
  await page.goto(`${product.url}/me`);
  await page.getByRole("button", { name: "Sign out" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "You are signed out" })).toBeVisible();
  const link = page.getByRole("link", { name: /^Sign out at / });
  if (!at.signOut) return expect(link).toHaveCount(0);
  await link.click();
  await at.signOut(page);
  await begin(page, product, slug);
  await (at.signInAgain ?? at.signIn)(page);
  await expect(myData(page)).toBeVisible();
}

/**
 * The screen was left open, so a dangerous act needs the person again: at the provider, which is asked with `prompt=login`
 * and says when they signed in (`auth_time`). `isProved`: false for a provider that does not say it.
 */
export async function proveAgain(
  page: Page,
  product: Product,
  signIn: (page: Page) => Promise<void>,
  isProved = true,
): Promise<void> {
  await product.database.run("update session set authenticated_at = now() - interval '11 minutes'");
  await page.goto(`${product.url}/me/close`);
  await page.getByRole("link", { name: "Sign in again", exact: true }).click();
  await signIn(page);
  await expect(page).toHaveURL(`${product.url}/me/close`);
  const unproved = page.getByRole("heading", {
    name: "Your identity provider did not say that you signed in just now",
  });
  await expect(isProved ? page.getByRole("button", { name: "Close account" }) : unproved).toBeVisible();
}

/** The test of the connection, to what it says; `signIn` is left out if the browser does not leave. */
export async function testConnection(
  page: Page,
  product: Product,
  name: string,
  signIn?: (page: Page) => Promise<void>,
): Promise<void> {
  await page.goto(`${product.url}/admin/identity-providers`);
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByRole("link", { name: "Test", exact: true }).click();
  await page.getByRole("link", { name: "Test sign-in", exact: true }).click();
  await signIn?.(page);
}

/** Resolves once the session here has ended: a provider may say so after its own page. */
export const untilSignedOut = (page: Page, product: Product) =>
  expect(async () => {
    await page.goto(`${product.url}/me`);
    expect(new URL(page.url()).pathname).toBe("/sign-in");
  }).toPass();
