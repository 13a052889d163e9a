import { expect, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { asAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { expectPictureRefusals, expectServedPicture, uploadPicture } from "../picture-panel.ts";
import { png } from "../pictures-to-upload.ts";
import { boxes } from "../consent.ts";
import { withProductAndDatabase } from "../with-product.ts";

const { product, database } = withProductAndDatabase();

test("a provider has letters or a picture on the sign-in page and where people decide @phone", async ({
  page,
  browser,
}) => {
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/identity-providers`);
  await page.getByRole("link", { name: "Demo University", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Demo University" })).toBeVisible();
  await page.getByLabel("Letters").fill("Ü");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("“Demo University” is saved.")).toBeVisible();
  await expectNoViolations(page);

  const before = await database().dump();
  await expectPictureRefusals(page);
  expect(await database().dump()).toBe(before);
  await uploadPicture(page, "logo.jpg", png(64, 32));
  await expect(page.getByText("The picture of “Demo University” is saved.")).toBeVisible();
  await expectNoViolations(page);

  const visitor = await (
    await browser.newContext({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true })
  ).newPage();
  await visitor.goto(`${product().url}/sign-in`);
  const door = visitor.getByRole("link", { name: /^Continue with Demo University/ });
  const picture = door.locator("img");
  await expect(picture).toBeVisible();
  await expect(door).toContainText("Ü");
  const address = new URL((await picture.getAttribute("src")) ?? "", product().url).href;
  await expectServedPicture(visitor.request, address, png(64, 32));
  await signInAsSomebody(visitor, product(), somebody());
  await boxes(visitor);
  await expect(visitor.locator(`img[src^="/api/providers/demo-university/logo"]`)).toBeVisible();
  await expectNoViolations(visitor);

  await visitor.context().close();
  await page.getByRole("button", { name: "Remove the picture" }).click();
  await expect(page.getByText("Its letters are shown")).toBeVisible();
  expect((await page.request.get(address)).status()).toBe(404);
});
