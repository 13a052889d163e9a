import { expect, type Page } from "@playwright/test";
import type { ConnectedProvider, Product } from "./product.ts";

export interface NewPurpose {
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly { readonly label: string; readonly mandatory?: boolean }[];
}

/** Walks the guide's path from wherever the administrator is to the list of consent purposes. */
async function toPurposes(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Resident" }).click();
  await page.getByRole("link", { name: "Manage JIT provisioning purposes" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Consent purposes" })).toBeVisible();
}

/** Changes a live purpose in the editor: its next version. */
export async function changePurpose(page: Page, name: string, change: (page: Page) => Promise<void>): Promise<void> {
  await toPurposes(page);
  await page.getByRole("link", { name, exact: true }).click();
  await change(page);
  await page.getByRole("button", { name: "Finish", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Consent purposes" })).toBeVisible();
}

/** Makes a purpose by the labels of the guide. */
export async function addPurpose(page: Page, purpose: NewPurpose): Promise<void> {
  await toPurposes(page);
  await page.getByRole("link", { name: "Add New Purpose" }).first().click();
  await page.getByLabel("Purpose", { exact: true }).fill(purpose.name);
  await page.getByLabel(/^Description/).fill(purpose.description);
  for (const { label, mandatory } of purpose.attributes) {
    await page.getByLabel("PII category to add").selectOption({ label });
    await page.getByRole("button", { name: "Add PII Category" }).click();
    if (mandatory) await page.getByRole("checkbox", { name: `Mandatory: ${label}` }).check();
  }
  await page.getByRole("button", { name: "Finish", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Consent purposes" })).toBeVisible();
}

/** Fills in the form of a new identity provider. */
export async function fillInProvider(page: Page, product: Product, provider: ConnectedProvider): Promise<void> {
  await page.goto(`${product.url}/admin/identity-providers/new`);
  await page.getByLabel("Name", { exact: true }).fill(provider.name);
  await page.getByLabel("Name in addresses").fill(provider.slug);
  await page.getByLabel("Issuer").fill(provider.issuer);
  await page.getByLabel("Client ID").fill(provider.clientId);
  await page.getByLabel("Client secret").fill(provider.clientSecret);
}

/** Connects an identity provider in the browser. Nobody can sign in through it yet. */
export async function connectProvider(page: Page, product: Product, provider: ConnectedProvider): Promise<void> {
  await fillInProvider(page, product, provider);
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByText(`“${provider.name}” is connected`)).toBeVisible();
}
