import { randomBytes } from "node:crypto";
import { type Browser, expect, type Page, test } from "@playwright/test";
import type { Product } from "./product.ts";

/** An invented person for one journey, with their claims. */
export interface MadeUpPerson {
  readonly subject: string;
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  /** Further claims, as the provider sends them. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** A person with unique values, so that each value can be searched for afterwards. */
export function somebody(overrides: Partial<MadeUpPerson> = {}): MadeUpPerson {
  const id = randomBytes(5).toString("hex");
  return {
    subject: `subject-${id}`,
    name: `Name ${id}`,
    email: `email-${id}@demo-university.example`,
    phone: `+44 7700 9${String(Number.parseInt(id.slice(0, 6), 16) % 100_000).padStart(5, "0")}`,
    ...overrides,
  };
}

/** A person about whom the provider does not know one thing. */
export function somebodyWithout(claim: "email" | "phone"): MadeUpPerson {
  const person = somebody();
  return Object.fromEntries(Object.entries(person).filter(([name]) => name !== claim)) as unknown as MadeUpPerson;
}

/** From the sign-in page to the provider's page. */
async function toProvider(page: Page, product: Product): Promise<void> {
  await page.goto(`${product.url}/sign-in`);
  await page.getByRole("link", { name: "Continue with Demo University" }).click();
}

/** Signs in as one of the provider's demonstration accounts. */
export async function signInAs(page: Page, product: Product, name: string): Promise<void> {
  await toProvider(page, product);
  await page.getByRole("button", { name: `Continue as ${name}` }).click();
}

type Cookies = Parameters<ReturnType<Page["context"]>["addCookies"]>[0];
const administrators = new WeakMap<Product["since"], Cookies>();

/**
 * Makes a browser the administrator's. The first one signs in, and later ones get the same session, which is faster.
 */
export async function asAdministrator(page: Page, product: Product): Promise<void> {
  const session = administrators.get(product.since);
  if (session) return page.context().addCookies(session);
  await signInAsAdministrator(page, product);
  administrators.set(product.since, await page.context().cookies(product.url));
}

/** Lets the administrator work in a browser of their own, from the overview on, which is closed afterwards. */
export async function asAdministratorOn(
  browser: Browser,
  product: Product,
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
  await asAdministrator(page, product);
  await page.goto(`${product.url}/admin`);
  await work(page);
  await page.context().close();
}

/**
 * Signs in as the administrator of the demonstration, up to the administration. She is asked about what is new since
 * she last decided, like everyone, and agrees to it.
 */
export async function signInAsAdministrator(page: Page, product: Product): Promise<void> {
  await page.goto(`${product.url}/sign-in/demo-university`);
  await continueAsAdministrator(page);
  await expect(page).toHaveURL(/\/admin/);
}

/** The same from the provider's page, to the page that the administrator wanted. */
export async function continueAsAdministrator(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Continue as Ada Admin" }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in/demo-university" && url.hostname === "localhost");
  if (new URL(page.url()).pathname !== "/consent") return;
  for (const box of await page.getByRole("checkbox").all()) await box.check();
  await page.locator('#choices button[value="accept"]').click();
}

/** Signs in as a made-up person, by the address of the sign-in page's link. */
export async function signInAsSomebody(page: Page, product: Product, person: MadeUpPerson): Promise<void> {
  await page.goto(`${product.url}/sign-in/demo-university`);
  await fillInSomebody(page, person);
}

/** Fills in the provider's form for people who are not on its list, and continues. */
export async function fillInSomebody(page: Page, person: MadeUpPerson): Promise<void> {
  await page.getByLabel("Subject").fill(person.subject);
  if (person.name !== undefined) await page.getByLabel("Name", { exact: true }).fill(person.name);
  if (person.email !== undefined) await page.getByLabel("E-mail").fill(person.email);
  if (person.phone !== undefined) await page.getByLabel("Phone").fill(person.phone);
  if (person.claims) await page.getByLabel("Further claims (JSON)").fill(JSON.stringify(person.claims));
  await page.getByRole("button", { name: "Continue as somebody else" }).click();
}
