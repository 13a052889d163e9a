import { describe, expect, it } from "vitest";
import { previewFrame } from "./preview-frame";

describe("the frame of a preview", () => {
  it.each([
    ["/admin/preview?language=ar&theme=dark", { language: "ar", theme: "dark" }],
    ["/admin/preview?language=tlh&theme=neon", { language: "en", theme: "light" }],
    ["/admin/preview?language=__proto__&theme=__proto__", { language: "en", theme: "light" }],
    ["/admin/preview?theme=dark&theme=light", { language: "en", theme: "dark" }],
    ["/admin/preview", { language: "en", theme: "light" }],
    ["/admin/previews?language=ar", null],
    ["/admin/preview/more?language=ar", null],
    ["/me?to=/admin/preview?language=ar", null],
    ["/consent?language=ar&theme=dark", null],
    ["", null],
    [null, null],
  ])("%s", (path, frame) => expect(previewFrame(path)).toEqual(frame));
});
