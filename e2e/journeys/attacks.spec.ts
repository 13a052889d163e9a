import { expect, test } from "@playwright/test";
import { finishAndPublish } from "../administration.ts";
import { accept, agreeToAll, tickAll } from "../consent.ts";
import { asAdministrator, fillInSomebody, signInAsSomebody, somebody } from "../people.ts";
import { withProduct } from "../with-product.ts";

const product = withProduct();

test("a role in the claims gives no role @core", async ({ page }) => {
  const person = somebody({ claims: { role: "administrator", roles: ["admin"], groups: ["admin"], is_admin: true } });
  await signInAsSomebody(page, product(), person);
  await agreeToAll(page);
  const response = await page.goto(`${product().url}/admin`);
  expect(response?.status()).toBe(404);
});

test("visitors and people see nothing of the administration @core", async ({ page }) => {
  const paths = ["", "/purposes", "/purposes/new", "/users", "/resident", "/resident/organisation"];
  for (const path of paths) {
    await page.goto(`${product().url}/admin${path}`);
    await expect(page).toHaveURL(/\/sign-in/);
  }
  await signInAsSomebody(page, product(), somebody());
  await agreeToAll(page);
  for (const path of paths) {
    const response = await page.goto(`${product().url}/admin${path}`);
    expect(response?.status(), path).toBe(404);
    await expect(page.getByRole("heading", { level: 1, name: "Page not found" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Resident" })).toHaveCount(0);
  }
});

test("a ticked box that was never shown is refused, and nothing is stored @core", async ({ page }) => {
  await signInAsSomebody(page, product(), somebody());
  await tickAll(page);
  // Changed in transit, where no script of the page can correct it.
  await page.route("**/consent", (route) =>
    route.continue({
      postData: (route.request().postData() ?? "").replace(
        /(name="(?:_?1_)?grant"\r\n\r\n)[^\r]+/,
        "$100000000-0000-4000-8000-000000000000.email",
      ),
    }),
  );
  await accept(page).click();
  await expect(page.getByRole("heading", { level: 1, name: "This request was refused" })).toBeVisible();
  await page.goto(`${product().url}/me`);
  await expect(page).toHaveURL(/\/sign-in/);
});

test("a purpose that changes while a person decides is asked again @core", async ({ page, browser }) => {
  await signInAsSomebody(page, product(), somebody());
  const admin = await browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
  await asAdministrator(admin, product());
  await admin.goto(`${product().url}/admin/purposes`);
  await admin.getByRole("link", { name: "Personal greeting", exact: true }).click();
  await admin.getByLabel(/^Description/).fill(`Changed while deciding, ${test.info().project.name}.`);
  await finishAndPublish(admin);
  await admin.close();

  await tickAll(page);
  await accept(page).click();
  await expect(page.getByText(/changed what it asks for while you were deciding/)).toBeVisible();
  await expect(page.getByText(/Changed while deciding/)).toBeVisible();
  await expect(page.getByRole("checkbox", { name: /Personal greeting/ })).not.toBeChecked();
});

test("script, bidi controls and very long values are shown as text and break nothing @core", async ({ page }) => {
  const person = somebody({ name: `<img src=x onerror=alert(1)>${"long".repeat(40)}\u202Egnp.exe` });
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await page.setViewportSize({ width: 320, height: 700 });
  await signInAsSomebody(page, product(), person);
  await expect(page.getByText("<img src=x onerror=alert(1)>", { exact: false })).toBeVisible();
  expect(await page.content()).not.toContain("\u202E");
  expect(dialogs).toEqual([]);
  // Waits for the style sheets.
  await page.waitForLoadState();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

test("the headers of a page restrict scripts, frames and referrers @core", async ({ request }) => {
  const response = await request.get(`${product().url}/sign-in`);
  const headers = response.headers();
  expect(headers["content-security-policy"]).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'/);
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(headers["content-security-policy"]).toContain("form-action 'self'");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["referrer-policy"]).toBe("same-origin");
  expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
  expect(headers["cache-control"]).toContain("no-store");
  expect(headers["x-powered-by"]).toBeUndefined();
});

test("the preview of a purpose may be in our frame, and other pages in no frame @core", async ({ page, request }) => {
  await asAdministrator(page, product());
  const headersOf = async (path: string) => (await page.request.get(product().url + path)).headers();
  const preview = await headersOf("/admin/preview?language=en");
  expect(preview["content-security-policy"]).toContain("frame-ancestors 'self'");
  expect(preview["content-security-policy"]).toContain("form-action 'none'");
  expect(preview["x-frame-options"]).toBe("SAMEORIGIN");
  for (const path of ["/admin", "/admin/purposes/new", "/admin/previews", "/consent", "/me"]) {
    const { "content-security-policy": policy, "x-frame-options": frames } = await headersOf(path);
    expect(policy, path).toContain("frame-ancestors 'none'");
    expect(frames, path).toBe("DENY");
  }
  const nobody = await request.get(`${product().url}/admin/preview?language=en`, { maxRedirects: 0 });
  expect(nobody.headers()["location"]).toContain("/sign-in");
});

test("a forged host changes no address @core", async ({ request }) => {
  const response = await request.get(`${product().url}/sign-in/demo-university`, {
    headers: { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https", "sec-fetch-site": "none" },
    maxRedirects: 0,
  });
  const location = new URL(response.headers()["location"] ?? "");
  expect(location.origin).toBe(product().providerUrl);
  expect(location.searchParams.get("redirect_uri")).toBe(`${product().url}/api/auth/callback/demo-university`);
});

test("the query of a sign-in does not override anything @core", async ({ request }) => {
  const response = await request.get(
    `${product().url}/sign-in/demo-university?redirect_uri=https://evil.example&scope=openid&client_id=other`,
    { headers: { "sec-fetch-site": "none" }, maxRedirects: 0 },
  );
  const location = new URL(response.headers()["location"] ?? "");
  expect(location.searchParams.get("redirect_uri")).toContain(product().url);
  expect(location.searchParams.get("client_id")).toBe("assent");
  expect(location.searchParams.get("scope")).not.toBe("openid");
  for (const check of ["state", "nonce", "code_challenge"]) expect(location.searchParams.get(check)).toBeTruthy();
});

test("an answer that this browser never asked for ends on the sign-in page @core", async ({ page }) => {
  await page.goto(`${product().url}/api/auth/callback/demo-university?code=stolen&state=guessed`);
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(
    page
      .getByText(/interrupted/i)
      .or(page.getByText(/start again/i))
      .first(),
  ).toBeVisible();
});

test("no other address of the sign-in library exists @core", async ({ request }) => {
  for (const path of ["session", "csrf", "providers", "signin", "signout", "signin/demo-university"]) {
    expect((await request.get(`${product().url}/api/auth/${path}`)).status()).toBe(404);
    expect((await request.post(`${product().url}/api/auth/${path}`)).status()).toBe(404);
  }
});

test("open redirects do not leave the site @core", async ({ page }) => {
  for (const to of [
    "//evil.example",
    "/\\evil.example",
    "%2f%2fevil.example",
    "https://evil.example",
    "/%2f%2fevil.example",
  ]) {
    const person = somebody();
    await page.context().clearCookies();
    await page.goto(`${product().url}/sign-in/demo-university?to=${to}`);
    expect(new URL(page.url()).origin).toBe(product().providerUrl);
    await fillInSomebody(page, person);
    await tickAll(page);
    await accept(page).click();
    await expect(page).toHaveURL(new RegExp(`^${product().url}/me`));
  }
});
