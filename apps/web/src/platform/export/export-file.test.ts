import { describe, expect, it } from "vitest";
import { exportFile, totalHeader } from "./export-file";

/** Pages of one number a row, from 0 on. */
function numbers(total: number, size: number) {
  const asked: number[] = [];
  const page = async (after: number | null) => {
    const start = after ?? 0;
    asked.push(start);
    const rows = Array.from({ length: Math.min(size, total - start) }, (_, index) => ({ n: start + index }));
    return { rows, next: start + size < total ? start + size : null };
  };
  return { asked, page };
}

const one = (row: Record<string, string | number | boolean | null | object>) => ({
  name: "list",
  columns: Object.keys(row),
  page: async () => ({ rows: [row], next: null }),
});

const anybody = { mayGoOn: async () => true, total: null };

describe("an exported list", () => {
  it.each([
    [0, 10],
    [1, 10],
    [10, 10],
    [11, 10],
    [2500, 100],
  ])("of %i rows in pages of %i has each row once, in order", async (total, size) => {
    const expected = Array.from({ length: total }, (_, n) => n);
    const file = exportFile({
      ...anybody,
      name: "list",
      format: "json",
      columns: ["n"],
      page: numbers(total, size).page,
    });
    expect(((await file.json()) as { n: number }[]).map(({ n }) => n)).toEqual(expected);
    const csv = exportFile({
      ...anybody,
      name: "list",
      format: "csv",
      columns: ["n"],
      page: numbers(total, size).page,
    });
    expect(await csv.text()).toBe(["n", ...expected, ""].join("\r\n"));
  });

  it("is a download that no cache keeps", () => {
    const file = exportFile({ ...anybody, ...one({ n: 1 }), format: "csv" });
    expect(file.headers.get("content-disposition")).toBe('attachment; filename="list.csv"');
    expect(file.headers.get("cache-control")).toBe("no-store");
    expect(file.headers.has(totalHeader)).toBe(false);
  });

  it("says how many rows it will have if asked", () => {
    const { headers } = exportFile({ ...anybody, ...one({ n: 1 }), format: "json", total: 12 });
    expect(headers.get(totalHeader)).toBe("12");
  });

  it("begins with the mark that tells spreadsheets that it is UTF-8", async () => {
    const bytes = new Uint8Array(await exportFile({ ...anybody, ...one({ name: "é" }), format: "csv" }).arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", '=HYPERLINK("http://e.example")'])(
    "does not let a spreadsheet calculate %j",
    async (cell) => {
      const text = await exportFile({ ...anybody, ...one({ cell }), format: "csv" }).text();
      const [, written = ""] = text.split(/\r\n(.*)/s);
      expect(written.replace(/^"/, "")).toMatch(/^'/);
    },
  );

  it("quotes what would end a cell or a row", async () => {
    const text = await exportFile({
      ...anybody,
      ...one({ a: 'say "yes", or\nno', b: true, c: null }),
      format: "csv",
    }).text();
    expect(text).toBe('a,b,c\r\n"say ""yes"", or\nno",true,\r\n');
  });

  it.each(["a\n=1+1", "a\r=1+1", "a\r\n=1+1", "\n"])("lets %j begin no row", async (cell) => {
    const text = await exportFile({ ...anybody, ...one({ cell }), format: "csv" }).text();
    expect(text).toBe(`cell\r\n"${cell}"\r\n`);
  });

  it("reads no page before the browser has room for it", async () => {
    const { asked, page } = numbers(100_000, 1000);
    const reader = exportFile({ ...anybody, name: "list", format: "json", columns: ["n"], page }).body?.getReader();
    await reader?.read();
    await reader?.read();
    expect(asked.length).toBeLessThanOrEqual(4);
    await reader?.cancel();
  });

  it("stops if a page fails, instead of looking complete", async () => {
    const page = async (after: number | null) => {
      if (after !== null) throw new Error("gone");
      return { rows: [{ n: 1 }], next: 1 };
    };
    await expect(exportFile({ ...anybody, name: "list", format: "csv", columns: ["n"], page }).text()).rejects.toThrow(
      "gone",
    );
  });

  it("stops before the next page if the administrator loses the right to it", async () => {
    const { asked, page } = numbers(30, 10);
    let left = 2;
    const file = exportFile({
      ...anybody,
      mayGoOn: async () => left-- > 0,
      name: "list",
      format: "csv",
      columns: ["n"],
      page,
    });
    await expect(file.text()).rejects.toThrow("no longer has the right");
    expect(asked).toEqual([0, 10]);
  });
});
