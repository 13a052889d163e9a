import { openDatabase } from "@assent/database/engine/open";
import { type Line, lineTo } from "@assent/database/testing/faults";
import { type APIResponse, expect, test } from "@playwright/test";
import { agreeToAll } from "../consent.ts";
import { fillInSomebody, signInAsSomebody, somebody } from "../people.ts";
import { Product } from "../product.ts";
import { reference } from "../reference.ts";
import { type ReadableDatabase, throwAwayDatabase } from "../throw-away.ts";

// A database that cannot be reached, and no connection is told: this takes longest to notice. Pages were empty or never came,
// and the provider got the blame.
let product: Product;
let database: ReadableDatabase;
let line: Line;

test.beforeAll(async () => {
  database = await throwAwayDatabase();
  line = await lineTo(database.url);
  product = await Product.start({ databaseUrl: line.url });
});
test.afterAll(async () => {
  await product?.stop();
  line?.close();
  await database?.drop();
});
test.afterEach(async () => {
  line.restore();
  await expect.poll(() => statusOf("/api/health"), { timeout: 15_000 }).toBe(200);
});

const statusOf = async (path: string) => (await fetch(product.url + path)).status;
const title = "The site can’t be reached for a moment";

async function expectUnavailable(response: APIResponse): Promise<void> {
  expect(response.status(), response.url()).toBe(503);
  expect(response.headers()["retry-after"]).toBe("5");
}

test("people are told within moments, and it serves again by itself @script", async ({ page }) => {
  test.setTimeout(90_000);
  await signInAsSomebody(page, product, somebody());
  await agreeToAll(page);
  line.swallow();

  const began = performance.now();
  const health = await page.request.get(`${product.url}/api/health`);
  expect(performance.now() - began).toBeLessThan(2000);
  await expectUnavailable(health);

  const paths = ["/", "/sign-in", "/me", "/admin", "/consent", "/me/download", "/sign-out", "/verify"];
  const routes = ["/sign-in/demo-university", "/api/auth/callback/demo-university?code=canary&state=canary"];
  for (const path of [...paths, ...routes]) {
    const asked = performance.now();
    const headers = { "sec-fetch-site": "same-origin", accept: "text/html" };
    const response = await page.request.get(product.url + path, { headers, timeout: 20_000 });
    expect(performance.now() - asked, path).toBeLessThan(15_000);
    const text = await response.text();
    if (response.status() === 200) {
      // What needs nothing of the database goes on.
      expect(text, path).toContain("</html>");
      continue;
    }
    await expectUnavailable(response);
    expect(text).toContain(title);
    const [, given = ""] = /reference=([0-9A-F]{8})/.exec(response.url()) ?? [];
    expect(text).toContain(given);
    expect(text + response.url()).not.toContain("canary");
    const logged = product
      .logs("app")
      .split("\n")
      .find((entry) => entry.includes(given));
    expect(logged, path).toMatch(/"code":"(CONNECTION_TIMEOUT|CONNECT_TIMEOUT|POOL_TIMEOUT)"/);
  }
  const asProgram = await page.request.get(`${product.url}/oidc/auth?client_id=nobody`, {
    headers: { accept: "application/json" },
  });
  await expectUnavailable(asProgram);
  expect(await asProgram.json()).toMatchObject({ error: "temporarily_unavailable" });
  await expectUnavailable(await page.request.get(`${product.url}/.well-known/jwks.json`));

  line.restore();
  await expect.poll(() => statusOf("/api/health"), { timeout: 10_000 }).toBe(200);
  await page.goto(`${product.url}/me`);
  await expect(page.getByRole("heading", { level: 1, name: "My data and consents" })).toBeVisible();
});

test("a sign-in that ends in an outage is our failure alone, and can be begun again @script", async ({ page }) => {
  test.setTimeout(60_000);
  const person = somebody();
  await page.goto(`${product.url}/sign-in/demo-university`);
  line.swallow();
  await fillInSomebody(page, person);
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible({ timeout: 20_000 });
  const given = (await reference(page).innerText()).slice(-8);
  expect(product.logs("app")).toMatch(new RegExp(`"reference":"${given}".*"code":"CONNECT`));
  for (const value of [person.subject, person.name, person.email]) {
    expect(`${await page.content()} ${page.url()}`).not.toContain(String(value));
  }

  line.restore();
  await expect.poll(() => statusOf("/api/health"), { timeout: 10_000 }).toBe(200);
  await page.getByRole("link", { name: "Try again" }).click();
  await page.getByRole("link", { name: "Continue with Demo University" }).click();
  await fillInSomebody(page, person);
  await agreeToAll(page);
  const opened = await openDatabase({ url: database.url, poolSize: 1 });
  const failed = await opened.orm.execute<{ failed: number }>("select sum(failed)::int as failed from provider_day");
  await opened.close();
  expect(failed).toEqual([{ failed: 0 }]);
});
