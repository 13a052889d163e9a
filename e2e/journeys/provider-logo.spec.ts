import { deflateSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { asAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { boxes } from "../consent.ts";
import { withProductOnPostgres } from "../with-product.ts";

const { product, database } = withProductOnPostgres();

/** A PNG of one colour, as a browser draws it. */
function png(width: number, height: number): Buffer {
  const u32 = (value: number) => Buffer.from([24, 16, 8, 0].map((shift) => (value >>> shift) & 255));
  const crc = (data: Buffer) => {
    let sum = 0xffffffff;
    for (const byte of data) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return u32((sum ^ 0xffffffff) >>> 0);
  };
  const chunk = (name: string, data: Buffer) => {
    const named = Buffer.concat([Buffer.from(name), data]);
    return Buffer.concat([u32(data.length), named, crc(named)]);
  };
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 0x90)]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", Buffer.concat([u32(width), u32(height), Buffer.from([8, 2, 0, 0, 0])])),
    chunk("IDAT", deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const svg = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><script>alert(1)</script></svg>',
);

test("a provider has letters or a picture on the sign-in page and where people decide @phone", async ({
  page,
  browser,
}) => {
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/identity-providers`);
  await page.getByRole("link", { name: "Demo University", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Demo University" })).toBeVisible();
  const home = page.url();
  await page.getByLabel("Letters").fill("Ü");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("“Demo University” is saved.")).toBeVisible();
  await expectNoViolations(page);

  const upload = async (name: string, buffer: Buffer) => {
    await page.getByLabel("File").setInputFiles({ name, mimeType: "image/png", buffer });
    await page.getByRole("button", { name: "Use this picture" }).click();
  };
  const before = await database().dump();
  await upload("logo.png", svg);
  await expect(page.getByText("That file is no PNG, JPEG or WebP")).toBeVisible();
  await upload("wide.png", png(600, 20));
  await expect(page.getByText("not between 16 and 512 pixels")).toBeVisible();
  await upload("large.png", Buffer.concat([png(64, 64), Buffer.alloc(60 * 1024)]));
  await expect(page.getByText("larger than 48 KB")).toBeVisible();
  await upload("huge.png", Buffer.concat([png(64, 64), Buffer.alloc(300 * 1024)]));
  await expect(page.getByText("larger than 48 KB")).toBeVisible();
  expect(await database().dump()).toBe(before);
  await upload("logo.jpg", png(64, 32));
  await expect(page.getByText("“Demo University” has its picture.")).toBeVisible();
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
  const served = await visitor.request.get(address);
  expect(served.headers()).toMatchObject({
    "content-type": "image/png",
    "x-content-type-options": "nosniff",
    "cache-control": "public, max-age=31536000, immutable",
  });
  expect(served.headers()["content-security-policy"]).toContain("sandbox");
  expect(Buffer.compare(await served.body(), png(64, 32))).toBe(0);
  await signInAsSomebody(visitor, product(), somebody());
  await boxes(visitor);
  await expect(visitor.locator(`img[src^="/api/providers/demo-university/logo"]`)).toBeVisible();
  await expectNoViolations(visitor);

  // Nobody else sets or removes one, and no other site makes an administrator's browser do it.
  for (const [request, origin] of [
    [visitor.request, product().url],
    [page.request, "https://evil.example"],
  ] as const) {
    const answered = await request.post(`${home}/logo`, {
      multipart: { do: "remove" },
      headers: { origin },
      maxRedirects: 0,
    });
    expect(answered.headers()["location"]).toContain("/refused");
  }
  expect((await visitor.request.get(address)).status()).toBe(200);
  await visitor.context().close();
  await page.getByRole("button", { name: "Remove the picture" }).click();
  await expect(page.getByText("its letters are shown")).toBeVisible();
  expect((await page.request.get(address)).status()).toBe(404);
});
