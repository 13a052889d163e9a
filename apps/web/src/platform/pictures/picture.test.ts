import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { pictureType, readPicture } from "./picture";

const u32 = (value: number) => Buffer.from([value >>> 24, value >>> 16, value >>> 8, value].map((byte) => byte & 255));
const chunk = (name: string, data: Buffer) => Buffer.concat([u32(data.length), Buffer.from(name), data, u32(0)]);

function png(width: number, height: number, ...more: Buffer[]): Buffer {
  const header = Buffer.concat([u32(width), u32(height), Buffer.from([8, 2, 0, 0, 0])]);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = chunk("IDAT", deflateSync(Buffer.alloc(height * (width * 3 + 1))));
  return Buffer.concat([signature, chunk("IHDR", header), ...more, data, chunk("IEND", Buffer.alloc(0))]);
}

/** Only up to the frame header, which contains the size. */
const jpeg = (width: number, height: number): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]),
    Buffer.from("JFIF\0"),
    Buffer.from([1, 1, 0, 0, 1, 0, 1, 0, 0]),
    Buffer.from([0xff, 0xc0, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255, 3]),
    Buffer.alloc(64),
  ]);

function webp(width: number, height: number, more = ""): Buffer {
  const u24 = (value: number) => Buffer.from([value & 255, (value >> 8) & 255, (value >> 16) & 255]);
  const body = Buffer.concat([
    Buffer.from("WEBPVP8X"),
    Buffer.from([10, 0, 0, 0, 0, 0, 0, 0]),
    u24(width - 1),
    u24(height - 1),
    Buffer.from(more),
    Buffer.alloc(32),
  ]);
  return Buffer.concat([Buffer.from("RIFF"), Buffer.from([body.length, 0, 0, 0]), body]);
}

describe("pictureType", () => {
  it.each([
    ["image/png", png(16, 512)],
    ["image/jpeg", jpeg(64, 32)],
    ["image/webp", webp(512, 16)],
  ])("recognises %s by its first bytes", (type, bytes) => {
    expect(pictureType(bytes)).toEqual({ ok: true, type });
  });

  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><script>alert(1)</script></svg>';
  it.each([
    ["an SVG", Buffer.from(svg), "logo-no-picture"],
    ["an SVG with a declaration in front", Buffer.from(`<?xml version="1.0"?>\n${svg}`), "logo-no-picture"],
    ["a page", Buffer.from("<!doctype html><script>alert(1)</script>"), "logo-no-picture"],
    ["a GIF", Buffer.from("GIF89a\u0040\0\u0040\0\0\0\0"), "logo-no-picture"],
    ["a BMP", Buffer.concat([Buffer.from("BM"), Buffer.alloc(64, 1)]), "logo-no-picture"],
    ["nothing", Buffer.alloc(0), "logo-no-picture"],
    ["only the first bytes of a PNG", png(64, 64).subarray(0, 10), "logo-no-picture"],
    ["a JPEG without a frame", jpeg(64, 64).subarray(0, 12), "logo-no-picture"],
    ["random bytes", Buffer.from(Array.from({ length: 200 }, (_, index) => (index * 73) & 255)), "logo-no-picture"],
    ["too small", png(15, 64), "logo-pixels"],
    ["too wide", jpeg(513, 64), "logo-pixels"],
    ["a decompression bomb", png(1, 1).fill(0xff, 16, 24), "logo-pixels"],
    ["no width", png(0, 64), "logo-pixels"],
    ["an animated PNG", png(64, 64, chunk("acTL", Buffer.alloc(8))), "logo-moves"],
    ["an animated WebP", webp(64, 64, "ANIM"), "logo-moves"],
  ])("refuses %s", (_what, bytes, code) => {
    expect(pictureType(bytes)).toEqual({ ok: false, code });
  });
});

describe("readPicture", () => {
  const largest = 48 * 1024;
  const padded = (length: number) => {
    const whole = png(64, 64);
    return new Blob([Buffer.concat([whole, Buffer.alloc(length - whole.length)])]);
  };

  it("stores a picture up to the largest size, with the type of its content", async () => {
    const read = await readPicture(padded(largest));
    const picture = read.ok ? read.picture : null;
    expect(picture).toMatchObject({ type: "image/png", hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    expect(Buffer.from(picture?.picture ?? "", "base64").length).toBe(largest);
  });

  it.each([
    ["no bytes", new Blob([]), "logo-missing"],
    ["a byte too many", padded(largest + 1), "logo-too-large"],
    ["a page with the type of a picture", new Blob(["<!doctype html>"], { type: "image/png" }), "logo-no-picture"],
  ])("refuses %s", async (_what, file, code) => {
    expect(await readPicture(file)).toEqual({ ok: false, code });
  });
});
