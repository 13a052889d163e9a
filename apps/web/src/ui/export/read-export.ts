import { rowCounter } from "./rows-in";

export interface Progress {
  /** Rows received so far. */
  readonly rows: number;
  /** Rows of the whole file; null while unknown. */
  readonly total: number | null;
}

/** The result of an export. Only a complete file counts as one. */
export type ExportResult =
  | { readonly end: "whole"; readonly file: Blob; readonly rows: number }
  /** Nothing matches. */
  | { readonly end: "empty" }
  /** Larger than a page should hold; the browser has to write it to disk itself. */
  | { readonly end: "long" }
  /** The download stopped, or could not start. */
  | { readonly end: "broken"; readonly rows: number }
  | { readonly end: "signed-out" }
  /** The person may no longer have it. */
  | { readonly end: "refused" };

/** Bytes. A part of this size becomes a Blob, which the browser can keep on disk instead of in the page's memory. */
const partSize = 4 * 1024 * 1024;
/** Bytes: a list of more than a million decisions. */
const maxHeldBytes = 512 * 1024 * 1024;

interface ExportReading {
  readonly format: "csv" | "json";
  readonly onProgress: (progress: Progress) => void;
  readonly limits?: { readonly part: number; readonly held: number };
}

/**
 * Reads an exported list as it arrives. It is complete if the connection ended properly and every announced row
 * arrived. Anything else is discarded, because half a list could be mistaken for all of it.
 */
export async function readExport(
  response: Response,
  { format, onProgress, limits }: ExportReading,
): Promise<ExportResult> {
  const { part, held } = limits ?? { part: partSize, held: maxHeldBytes };
  const refused = refusedExport(response);
  if (refused) return refused;
  const total = totalOf(response);
  if (total === 0) return { end: "empty" };
  if (!response.ok || !response.body) return { end: "broken", rows: 0 };
  const count = rowCounter(format);
  const reader = response.body.getReader();
  const parts: Blob[] = [];
  let [pieces, waiting, size, rows]: [Uint8Array<ArrayBuffer>[], number, number, number] = [[], 0, 0, 0];
  onProgress({ rows, total });
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      rows = count(piece.value);
      onProgress({ rows, total });
      pieces.push(piece.value);
      waiting += piece.value.byteLength;
      size += piece.value.byteLength;
      if (waiting >= part) {
        parts.push(new Blob(pieces));
        [pieces, waiting] = [[], 0];
        if (expected(size, rows, total) > held) {
          await reader.cancel();
          return { end: "long" };
        }
      }
    }
  } catch {
    return { end: "broken", rows };
  }
  if (total !== null && rows < total) return { end: "broken", rows };
  const type = response.headers.get("content-type") ?? "";
  return { end: "whole", file: new Blob([...parts, ...pieces], { type }), rows };
}

/** Why the response is not the list; null if it is. */
export function refusedExport({
  redirected,
  url,
  status,
}: Response): Extract<ExportResult, { end: "signed-out" | "refused" }> | null {
  const path = redirected ? new URL(url).pathname : null;
  if (path === "/sign-in") return { end: "signed-out" };
  return status === 403 || status === 404 ? { end: "refused" } : null;
}

/** The estimated size of the whole file. */
const expected = (size: number, rows: number, total: number | null): number =>
  total === null || rows === 0 ? size : (size / rows) * Math.max(total, rows);

function totalOf({ headers }: Response): number | null {
  const said = headers.get("assent-rows");
  return said !== null && /^\d+$/.test(said) ? Number(said) : null;
}

/** The last full quarter, in percent, for screen readers. */
export function progressStep({ rows, total }: Progress): 0 | 25 | 50 | 75 {
  if (!total) return 0;
  const quarters = [0, 25, 50, 75] as const;
  return quarters[Math.min(3, Math.floor((4 * rows) / total))] ?? 0;
}
