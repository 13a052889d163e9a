import { stringify } from "csv-stringify/sync";

/**
 * The header that says how many rows a file will have, for a request with `Prefer: count=exact` (RFC 7240, as PostgREST
 * reads it).
 */
export const totalHeader = "assent-rows";

const exportFormats = ["csv", "json"] as const;
export type ExportFormat = (typeof exportFormats)[number];

type Cell = string | number | boolean | null;
type Row = Readonly<Record<string, Cell | object>>;

export interface Export<Cursor> {
  /** The name of the file, without its extension. */
  readonly name: string;
  readonly format: ExportFormat;
  /** In their order; a row has all of them. */
  readonly columns: readonly string[];
  /** The number of rows at the start; null unless it was asked for. */
  readonly total: number | null;
  /** One page of rows, and where the next one starts; null after the last. */
  readonly page: (after: Cursor | null) => Promise<{ readonly rows: readonly Row[]; readonly next: Cursor | null }>;
  /** Whether the administrator may still have the file: asked before each page. */
  readonly mayGoOn: () => Promise<boolean>;
}

/**
 * Streams a list as a file: one page is in memory at a time, and the next one is read once the browser has received it.
 * If a page fails, or the administrator loses the right to it, the download stops, so that half a list is never
 * mistaken for all of it. CSV follows RFC 4180; what a spreadsheet would calculate is written as text (OWASP, CSV
 * Injection).
 */
export function exportFile<Cursor>({ name, format, columns, total, page, mayGoOn }: Export<Cursor>): Response {
  const write = format === "csv" ? csv(columns) : json();
  let after: Cursor | null = null;
  let first = true;
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (!(await mayGoOn())) throw new Error("The administrator no longer has the right to this list");
      const { rows, next }: { rows: readonly Row[]; next: Cursor | null } = await page(after);
      controller.enqueue(new TextEncoder().encode(write(rows, { first, last: next === null })));
      [after, first] = [next, false];
      if (next === null) controller.close();
    },
  });
  return new Response(stream, {
    headers: {
      "content-type": format === "csv" ? "text/csv; charset=utf-8; header=present" : "application/json",
      "content-disposition": `attachment; filename="${name}.${format}"`,
      "cache-control": "no-store",
      ...(total === null ? {} : { [totalHeader]: String(total) }),
    },
  });
}

type Write = (rows: readonly Row[], place: { readonly first: boolean; readonly last: boolean }) => string;

const csv =
  (columns: readonly string[]): Write =>
  (rows, { first }) =>
    stringify([...rows], {
      columns: [...columns],
      header: first,
      bom: first,
      escape_formulas: true,
      record_delimiter: "windows",
      // By default it quotes the line break that ends rows but not a bare carriage return, which also ends a row in a
      // spreadsheet.
      quoted_match: /[\r\n]/,
      cast: { boolean: String, object: (value) => JSON.stringify(value) },
    });

/** One row a line, in one array. */
function json(): Write {
  let written = false;
  return (rows, { first, last }) => {
    const lines = rows.map((row) => JSON.stringify(row)).join(",\n");
    const comma = written && lines !== "" ? ",\n" : "";
    written ||= lines !== "";
    return `${first ? "[\n" : ""}${comma}${lines}${last ? "\n]\n" : ""}`;
  };
}

/** The format that the name of a file asks for, if it is a file of this list. */
export function formatOf(file: string, list: string): ExportFormat | null {
  return exportFormats.find((format) => file === `${list}.${format}`) ?? null;
}
