import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exportFile } from "@/platform/export/export-file";
import { rowCounter } from "./rows-in";

const text = fc.string({ unit: fc.constantFrom("a", '"', "\n", "\r", ",", "{", "}", "é", "😀", "=") });

describe("counting the rows of a file as it arrives", () => {
  it.each(["csv", "json"] as const)("in %s are as many as were written, with any split into pieces", async (format) => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 9 }), fc.integer({ min: 1, max: 40 }), async (cells, size) => {
        const rows = cells.map((cell) => ({ cell, more: { cell } }));
        const page = async () => ({ rows, next: null });
        const mayGoOn = async () => true;
        const file = exportFile({ name: "list", format, columns: ["cell", "more"], total: null, page, mayGoOn });
        const bytes = new Uint8Array(await file.arrayBuffer());
        const count = rowCounter(format);
        let counted = count(new Uint8Array());
        for (let at = 0; at < bytes.length; at += size) counted = count(bytes.subarray(at, at + size));
        expect(counted).toBe(rows.length);
      }),
    );
  });
});
