import { expect, type Page } from "@playwright/test";
import type { ConnectedProvider, Product } from "./product.ts";

export interface NewPurpose {
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly {
    readonly label: string;
    readonly mandatory?: boolean;
    /** As the editor names it, and its reason. Consent if missing. */
    readonly basis?: { readonly name: string; readonly reason: string };
  }[];
  /** Names of the applications that are its recipients instead of the organisation. */
  readonly onlyFor?: readonly string[];
  /** Names of applications that get it besides the organisation. */
  readonly alsoFor?: readonly string[];
}

/** Follows the guide's path from any page of the administration to the list of consent purposes. */
async function toPurposes(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Resident" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Resident" })).toBeVisible();
  for (const section of ["User onboarding", "Ask password"]) {
    await page.locator("summary").filter({ hasText: section }).click();
  }
  const row = page.locator("dl > div").filter({ hasText: "Manage JIT provisioning purposes" });
  await row.getByRole("link", { name: "Consent purposes" }).click();
  await expect(list(page)).toBeVisible();
}

export interface Publishing {
  /** The choice on the review; by default the one that asks people least. */
  readonly asks?: "Wording only" | "Only about what is new" | "Material: ask again about all of it";
  /** A day, YYYY-MM-DD, until which people may postpone it. */
  readonly from?: string;
  /** What becomes of what people agreed to and is no longer asked. By default it stays. */
  readonly dropped?: "It stays" | "It ends now";
  /** Looks at the review before anything is chosen. */
  readonly review?: () => Promise<void>;
}

/** The consent screen in its frame beside the purpose editor. */
export const preview = (page: Page) => page.getByRole("complementary", { name: "Preview" }).frameLocator("iframe");

const list = (page: Page) => page.getByRole("heading", { level: 1, name: "Consent purposes" });
const review = (page: Page) => page.getByRole("heading", { level: 1, name: /^Review / });

/** Changes a live purpose in the editor, and publishes its next version. */
export async function changePurpose(
  page: Page,
  name: string,
  change: (page: Page) => Promise<void>,
  publishing: Publishing = {},
): Promise<void> {
  await toPurposes(page);
  await page.getByRole("link", { name, exact: true }).click();
  await change(page);
  await finishAndPublish(page, publishing);
}

/** Finishes the purpose in the editor. A new purpose is reviewed if anyone else has an account. */
export async function finishAndPublish(page: Page, publishing: Publishing = {}): Promise<void> {
  await page.getByRole("button", { name: "Finish", exact: true }).click();
  await expect(list(page).or(review(page))).toBeVisible();
  if (await review(page).isVisible()) await publish(page, publishing);
}

/** Publishes the change on this review page. */
export async function publish(
  page: Page,
  { asks, from, dropped = "It stays", review: look }: Publishing = {},
): Promise<void> {
  await look?.();
  const fate = page.getByRole("radio", { name: dropped });
  if ((await fate.count()) > 0) await fate.check();
  const wording = page.getByRole("radio", { name: "Wording only" });
  if (asks) await page.getByRole("radio", { name: asks }).check();
  else if ((await wording.count()) > 0) await wording.check();
  if (from) await page.getByLabel("Ask from").fill(from);
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(list(page)).toBeVisible();
}

/** Adds a purpose, by the labels of the guide. */
export async function addPurpose(page: Page, purpose: NewPurpose, publishing: Publishing = {}): Promise<void> {
  await toPurposes(page);
  await page.getByRole("link", { name: "Add New Purpose" }).first().click();
  await page.getByLabel("Purpose", { exact: true }).fill(purpose.name);
  await page.getByLabel(/^Description/).fill(purpose.description);
  for (const { label, mandatory, basis } of purpose.attributes) {
    await page.getByLabel("PII category to add").selectOption({ label });
    await page.getByRole("button", { name: "Add PII Category" }).click();
    if (mandatory) await page.getByRole("checkbox", { name: `Mandatory: ${label}` }).check();
    if (basis) await chooseBasis(page, label, basis);
  }
  if (purpose.onlyFor) {
    await recipient(page, "Acme").uncheck();
    for (const name of purpose.onlyFor) await recipient(page, name).check();
  }
  for (const name of purpose.alsoFor ?? []) await recipient(page, name).check();
  await finishAndPublish(page, publishing);
}

/** In the editor: why this attribute is kept without asking. */
export async function chooseBasis(
  page: Page,
  label: string,
  { name, reason }: { readonly name: string; readonly reason: string },
): Promise<void> {
  await page.getByLabel(`Legal basis: ${label}`).selectOption(name);
  await page.getByLabel(`Why it is necessary: ${label}`).fill(reason);
}

/** The box of the editor for one recipient, by name. */
export const recipient = (page: Page, name: string) =>
  page.getByRole("group", { name: "Who gets it" }).getByRole("checkbox", { name, exact: true });

/** Fills in the form of a new identity provider. */
export async function fillInProvider(
  page: Page,
  product: Product,
  provider: ConnectedProvider,
  path = "/admin/identity-providers/new",
): Promise<void> {
  await page.goto(product.url + path);
  await page.getByLabel("Name", { exact: true }).fill(provider.name);
  await page.getByLabel("URL name (slug)").fill(provider.slug);
  await page.getByLabel("Issuer").fill(provider.issuer);
  await page.getByLabel("Client ID").fill(provider.clientId);
  await page.getByLabel("Client secret").fill(provider.clientSecret);
}

/** Connects an identity provider in the browser. No one can sign in through it yet. */
export async function connectProvider(page: Page, product: Product, provider: ConnectedProvider): Promise<void> {
  await fillInProvider(page, product, provider);
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByText(`“${provider.name}” is connected`)).toBeVisible();
}
