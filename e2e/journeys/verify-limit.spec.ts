import { expect, test } from "@playwright/test";
import { withProduct } from "../with-product.ts";

const product = withProduct({ alone: true });

// Verifying a receipt needs no account, so it is limited by network: for programs and on the page together.
test("a network that verifies too many receipts is told to wait, and others go on @script", async ({
  page,
  request,
}) => {
  const verify = (from: string) =>
    request.post(`${product().url}/api/receipts/verify`, {
      data: { receipt: "not one of ours" },
      headers: { "x-forwarded-for": from },
    });
  let [answered, refused] = [0, 0];
  while (refused === 0 && answered <= 700) {
    const statuses = await Promise.all(Array.from({ length: 25 }, async () => (await verify("198.51.100.7")).status()));
    answered += statuses.filter((status) => status === 200).length;
    refused += statuses.filter((status) => status === 429).length;
    expect(statuses.every((status) => status === 200 || status === 429)).toBe(true);
  }
  // The count may begin anew once, at the end of ten minutes.
  expect([300, 600]).toContain(answered);
  expect(await (await verify("198.51.100.7")).json()).toEqual({ error: "too-many" });
  expect((await verify("198.51.100.8")).status()).toBe(200);

  await page.setExtraHTTPHeaders({ "x-forwarded-for": "198.51.100.7" });
  await page.goto(`${product().url}/verify`);
  await page.getByLabel("Signed receipt").fill("not one of ours");
  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page.getByText("Too many receipts were verified from your network")).toBeVisible();
});
