import { expect, type Browser, type Page } from "@playwright/test";
import { addPurpose } from "../administration.ts";
import { decline } from "../consent.ts";
import { asAdministrator, fillInSomebody, type MadeUpPerson } from "../people.ts";
import type { Product } from "../product.ts";

interface Named {
  readonly name: string;
  readonly purpose: string;
  readonly attributes: readonly { readonly label: string; readonly mandatory?: boolean }[];
}

/** Makes a purpose for the application alone, and returns what its set-up page says to paste into the program. */
export async function setUpPage(
  browser: Browser,
  product: Product,
  { id, program, name, purpose, attributes }: Named & { readonly id: string; readonly program: string },
): Promise<string> {
  const page = await browser.newPage();
  await asAdministrator(page, product);
  await page.goto(`${product.url}/admin`);
  await addPurpose(page, { name: purpose, description: `For ${name}.`, attributes, onlyFor: [name] });
  await page.goto(`${product.url}/admin/applications/${id}/setup?product=${program}`);
  await expect(page.getByText("cannot sign people in to")).toHaveCount(0);
  const paste = await page.locator("pre code").innerText();
  await page.close();
  return paste;
}

/** From the sign-in page to the question, as a new person. */
export async function toQuestion(page: Page, name: string, person: MadeUpPerson): Promise<void> {
  await expect(page.getByText(`To continue to ${name}`)).toBeVisible();
  await page.getByRole("link", { name: "Continue with Demo University" }).click();
  await fillInSomebody(page, person);
  await expect(decline(page)).toBeVisible();
}

/** The headers with which the program calls the site behind it. */
export async function siteHeaders(page: Page): Promise<Readonly<Record<string, string>>> {
  await expect(page.getByRole("heading", { level: 1, name: "Site" })).toBeVisible();
  return JSON.parse(await page.locator("pre").innerText()) as Record<string, string>;
}

export async function withdraw(page: Page, product: Product, what: string, purpose: string): Promise<void> {
  await page.goto(`${product.url}/me`);
  await page.getByRole("button", { name: `Withdraw ${what} from ${purpose}`, exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: /withdrawn/ })).toBeVisible();
}
