import { describe, expect, it } from "vitest";
import { exportFile } from "@/platform/export/export-file";
import { type Progress, progressStep, refusedExport, readExport } from "./read-export";

/** A list of numbers in pages of ten, as the server writes it; `stop`: the page that cannot be read. */
function list(rows: number, { total = rows, stop = -1 }: { total?: number | null; stop?: number } = {}): Response {
  const page = async (after: number | null) => {
    const start = after ?? 0;
    if (start / 10 === stop) throw new Error("gone");
    const page = Array.from({ length: Math.min(10, rows - start) }, (_, index) => ({ n: start + index }));
    return { rows: page, next: start + 10 < rows ? start + 10 : null };
  };
  return exportFile({ name: "list", format: "csv", columns: ["n"], total, page, mayGoOn: async () => true });
}

/** As `fetch` has it after a redirect. */
const from = (path: string, status = 200) =>
  Object.defineProperties(new Response("<!doctype html>", { status }), {
    redirected: { value: true },
    url: { value: `http://localhost:3000${path}` },
  });

async function taken(response: Response, limits?: { part: number; held: number }) {
  const seen: Progress[] = [];
  const end = await readExport(response, {
    format: "csv",
    onProgress: (progress) => void seen.push(progress),
    ...(limits ? { limits } : {}),
  });
  return { ...end, seen };
}

describe("reading an exported file", () => {
  it.each([[1], [10], [11], [95]])("of %i rows gives the whole file and reports progress", async (rows) => {
    const whole = await taken(list(rows), { part: 64, held: 1e6 });
    if (whole.end !== "whole") throw new Error(whole.end);
    expect(await whole.file.arrayBuffer()).toEqual(await list(rows).arrayBuffer());
    expect(whole.file.type).toContain("text/csv");
    expect(whole.rows).toBe(rows);
    expect(whole.seen.at(0)).toEqual({ rows: 0, total: rows });
    expect(whole.seen.at(-1)).toEqual({ rows, total: rows });
    expect(whole.seen.map((progress) => progress.rows)).toEqual(
      whole.seen.map((progress) => progress.rows).toSorted((a, b) => a - b),
    );
  });

  it("gives no file if nothing matches", async () => {
    expect(await taken(list(0))).toMatchObject({ end: "empty", seen: [] });
  });

  it.each([0, 1, 3])("gives no file if page %i cannot be read", async (stop) => {
    expect(await taken(list(40, { stop }))).toMatchObject({ end: "broken", rows: stop * 10 });
  });

  it("gives no file if rows are missing at a proper end", async () => {
    expect(await taken(list(39, { total: 40 }))).toMatchObject({ end: "broken", rows: 39 });
  });

  it("accepts rows that were added meanwhile, and an unknown total", async () => {
    expect(await taken(list(41, { total: 40 }))).toMatchObject({ end: "whole", rows: 41 });
    expect(await taken(list(41, { total: null }))).toMatchObject({ end: "whole", rows: 41 });
  });

  it("stops early if the list is too large for a page", async () => {
    const long = await taken(list(100_000), { part: 64, held: 100_000 });
    expect(long.end).toBe("long");
    expect(long.seen.at(-1)?.rows).toBeLessThan(100);
    expect((await taken(list(500, { total: null }), { part: 64, held: 1000 })).end).toBe("long");
    expect((await taken(list(500), { part: 64, held: 100_000 })).end).toBe("whole");
  });

  it.each([
    ["the sign-in page", from("/sign-in?to=%2Fadmin"), { end: "signed-out" }],
    ["the page for a missing address", from("/not-found", 404), { end: "refused" }],
    ["the page for a refusal", from("/refused", 403), { end: "refused" }],
    ["nothing", new Response(null, { status: 404 }), { end: "refused" }],
    ["a failure", from("/failed", 500), { end: "broken", rows: 0 }],
    [
      "a proxy that reaches no server",
      new Response("<h1>Bad gateway</h1>", { status: 502 }),
      { end: "broken", rows: 0 },
    ],
  ])("does not treat %s as a file", async (_, response, expected) => {
    expect(await taken(response)).toMatchObject(expected);
  });

  it("does not treat a list as a refusal", () => {
    expect(refusedExport(list(1))).toBeNull();
  });
});

describe("progress in quarters", () => {
  it.each([
    [0, 100, 0],
    [24, 100, 0],
    [25, 100, 25],
    [74, 100, 50],
    [75, 100, 75],
    [100, 100, 75],
    [130, 100, 75],
    [1, 3, 25],
    [500, null, 0],
    [0, 0, 0],
  ])("%i of %s are %i%%", (rows, total, expected) => {
    expect(progressStep({ rows, total })).toBe(expected);
  });
});
