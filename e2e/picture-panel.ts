import { type APIRequestContext, expect, type Page } from "@playwright/test";
import { png, svgWithScript } from "./pictures-to-upload.ts";

/** Chooses a file on a page with a picture, and sends it. */
export async function uploadPicture(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.getByLabel("File").setInputFiles({ name, mimeType: "image/png", buffer });
  await page.getByRole("button", { name: "Use this picture" }).click();
}

/** Files that each page with a picture refuses, with the sentence that says why. */
export async function expectPictureRefusals(page: Page): Promise<void> {
  const refusals: readonly (readonly [string, Buffer, string])[] = [
    ["logo.png", svgWithScript, "That file is not a PNG, JPEG or WebP"],
    ["wide.png", png(600, 20), "must be 16 to 512 pixels"],
    ["large.png", Buffer.concat([png(64, 64), Buffer.alloc(60 * 1024)]), "larger than 48 KB"],
    ["huge.png", Buffer.concat([png(64, 64), Buffer.alloc(300 * 1024)]), "larger than 48 KB"],
  ];
  for (const [name, buffer, sentence] of refusals) {
    await uploadPicture(page, name, buffer);
    await expect(page.getByText(sentence), name).toBeVisible();
  }
}

/** It is served only as a picture, whatever its content. */
export async function expectServedPicture(request: APIRequestContext, address: string, bytes: Buffer): Promise<void> {
  const served = await request.get(address);
  expect(served.headers()).toMatchObject({
    "content-type": "image/png",
    "x-content-type-options": "nosniff",
    "cache-control": "public, max-age=31536000, immutable",
  });
  expect(served.headers()["content-security-policy"]).toContain("sandbox");
  expect(Buffer.compare(await served.body(), bytes)).toBe(0);
}
