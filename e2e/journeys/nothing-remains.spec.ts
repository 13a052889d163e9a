import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { accept, decline } from "../consent.ts";
import { signInAs, signInAsSomebody, somebody } from "../people.ts";
import { Product } from "../product.ts";

// The promise, searched for: values that were refused, unmapped, or on no purpose are unique strings here, and after the
// run nothing that the product keeps or says holds one of them. Logs, files of the database (its write-ahead log too),
// pages, headers and cookies.
for (const engine of ["embedded", "PostgreSQL"] as const) {
  test(`refused and unmapped values are nowhere afterwards (${engine})`, async ({ page, context }) => {
    test.setTimeout(120_000);
    const server = engine === "PostgreSQL" ? await throwAwayDatabase() : null;
    const product = await Product.start(server ? { databaseUrl: server.url } : {});
    const heard: string[] = [];
    page.on("response", (response) => {
      if (!response.url().startsWith(product.url)) return;
      heard.push(response.url(), JSON.stringify(response.headers()));
    });
    const canary = (what: string) => `canary-${what}-${Math.random().toString(36).slice(2)}`;
    const refused = { phone: "+44 7700 900 817 351", name: canary("name") };
    const unmapped = canary("unmapped");
    const onNoPurpose = canary("nickname");
    const dropped = [refused.phone, refused.name, unmapped, onNoPurpose];

    const agrees = somebody({ ...refused, claims: { favourite_colour: unmapped, nickname: onNoPurpose } });
    await signInAsSomebody(page, product, agrees);
    await page.getByRole("checkbox", { name: "Email address for Account recovery" }).check();
    await accept(page).click();
    await expect(page).toHaveURL(/\/me/);
    const pages = [await page.content()];
    await page
      .getByRole("link", { name: /Receipt/ })
      .first()
      .click();
    pages.push(await page.content());
    pages.push(JSON.stringify(await context.cookies()));

    const declines = somebody({ email: `${canary("email")}@demo-university.example`, name: canary("declined") });
    await context.clearCookies();
    await signInAsSomebody(page, product, declines);
    await decline(page).click();
    await expect(page).toHaveURL(/\/consent\/declined/);
    pages.push(await page.content(), JSON.stringify(await context.cookies(product.url)));
    dropped.push(declines.email ?? "", declines.name ?? "", declines.subject);

    await context.clearCookies();
    await signInAs(page, product, "Ada Admin");
    await page.getByRole("link", { name: "Users" }).click();
    await page
      .getByRole("row", { name: new RegExp(agrees.email ?? "") })
      .getByRole("link")
      .first()
      .click();
    pages.push(await page.content());

    const tables = server ? await server.dump() : "";
    await product.stopApp();
    const kept = filesUnder(product.dataDir).filter((file) => !file.endsWith("provider.log"));
    expect(kept.length).toBeGreaterThan(0);
    const files = kept.map((file) => readFileSync(file).toString("latin1"));
    for (const value of dropped) {
      const bytes = Buffer.from(value, "utf8").toString("latin1");
      expect(
        files.some((text) => text.includes(bytes)),
        `a file holds ${value}`,
      ).toBe(false);
      expect(tables.includes(value), `a table holds ${value}`).toBe(false);
      expect(
        pages.some((text) => text.includes(value)),
        `a page or cookie holds ${value}`,
      ).toBe(false);
      expect(
        heard.some((text) => text.includes(value)),
        `a header or address holds ${value}`,
      ).toBe(false);
    }
    // The search can find: what was agreed to is there.
    const everything = server ? tables : files.join("\n");
    expect(everything.includes(agrees.email ?? "")).toBe(true);
    await product.stop();
    await server?.drop();
  });
}

function filesUnder(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

async function throwAwayDatabase(): Promise<{ url: string; dump(): Promise<string>; drop(): Promise<void> }> {
  const { createThrowAwayDatabase } = await import("@assent/database/testing/throw-away");
  return createThrowAwayDatabase();
}
