import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { accept, tickAll } from "../consent.ts";
import { asAdministrator, fillInSomebody, somebody } from "../people.ts";
import { expectPictureRefusals, expectServedPicture, uploadPicture } from "../picture-panel.ts";
import { png } from "../pictures-to-upload.ts";
import { registerApplication } from "../registered-application.ts";
import { withProductAndDatabase } from "../with-product.ts";

const { product, database } = withProductAndDatabase();

test("an application has letters or a logo wherever people see it @phone", async ({ page, browser }) => {
  const { party, id } = await registerApplication(product(), "Library Portal");
  const own = `${product().url}/admin/applications/${id}`;
  await asAdministrator(page, product());
  await page.goto(own);
  await expect(page.getByText("the first letters of the name are shown.")).toBeVisible();
  const before = await database().dump();
  await expectPictureRefusals(page);
  expect(await database().dump()).toBe(before);
  await uploadPicture(page, "logo.png", png(64, 64));
  await expect(page.getByText("The logo of “Library Portal” is saved.")).toBeVisible();
  await expectNoViolations(page);
  await uploadPicture(page, "other.png", png(64, 32));
  await expect(page.getByText("The logo of “Library Portal” is saved.")).toBeVisible();
  const logo = `img[src^="/api/applications/${id}/logo"]`;
  await expect(page.getByRole("heading", { level: 1 }).locator(logo)).toBeVisible();
  await page.goto(`${product().url}/admin/applications`);
  await expect(page.getByRole("row").filter({ hasText: "Library Portal" }).locator(logo)).toBeVisible();
  await expectNoViolations(page);

  const visitor = await browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
  await visitor.goto(await party.signInAddress());
  const leadsTo = visitor.getByRole("paragraph").filter({ hasText: /^LP\s*To continue to Library Portal$/ });
  await expect(leadsTo.locator(logo)).toBeVisible();
  await expectNoViolations(visitor);
  const address = product().url + ((await leadsTo.locator(logo).getAttribute("src")) ?? "");
  await expectServedPicture(visitor.request, address, png(64, 32));
  await visitor.getByRole("link", { name: "Continue with Demo University" }).click();
  await fillInSomebody(visitor, somebody());
  await tickAll(visitor);
  await expect(leadsTo.locator(logo)).toBeVisible();
  await expectNoViolations(visitor);
  const back = party.comesBack();
  await accept(visitor).click();
  await party.tokens(await back);
  await expect(visitor.getByRole("heading", { level: 1, name: "Library" })).toBeVisible();
  await visitor.goto(`${product().url}/me`);
  const part = visitor.getByRole("region", { name: "Library Portal" });
  await expect(part.locator(logo)).toBeVisible();
  await expectNoViolations(visitor);

  await page.goto(own);
  await page.getByRole("button", { name: "Remove the picture" }).click();
  await expect(page.getByText("The logo of “Library Portal” is removed. Its first letters are shown.")).toBeVisible();
  expect((await visitor.request.get(address)).status()).toBe(404);
  await visitor.reload();
  await expect(part).toContainText("LP");
  await expect(part.locator(logo)).toHaveCount(0);
  await visitor.close();
  party.close();
});

test("a logo is deleted with its application, and other addresses have none", async ({ page, request }) => {
  const { party, id } = await registerApplication(product(), "Shop");
  party.close();
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/applications/${id}`);
  await uploadPicture(page, "logo.png", png(64, 64));
  await expect(page.getByText("The logo of “Shop” is saved.")).toBeVisible();
  const status = async (of: string) => (await request.get(`${product().url}/api/applications/${of}/logo`)).status();
  expect(await status(id)).toBe(200);
  for (const other of [randomUUID(), id.toUpperCase(), "shop", "%27", "..%2F..%2Fme"]) {
    expect(await status(other), other).toBe(404);
  }
  await page.goto(`${product().url}/admin/audit?type=application-changed`);
  await expect(
    page
      .getByRole("table")
      .getByText(/image\/png [0-9a-f]{16}/)
      .first(),
  ).toBeVisible();
  await page.goto(`${product().url}/admin/applications/${id}/remove`);
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("The application was deleted.")).toBeVisible();
  expect(await status(id)).toBe(404);
});
