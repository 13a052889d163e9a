const [quote, newline, brace] = [0x22, 0x0a, 0x7b];

/**
 * Counts the rows of a file that arrives in pieces, with any split. Bytes are enough, because in UTF-8 the bytes
 * of these characters occur in no other character.
 */
export function rowCounter(format: "csv" | "json"): (piece: Uint8Array) => number {
  return format === "csv" ? csvRows() : jsonRows();
}

/**
 * Counts the rows of a CSV file, without the head. Quoted fields may contain line breaks, and a quotation mark in them
 * is doubled (RFC 4180).
 */
function csvRows() {
  let lines = 0;
  let quoted = false;
  return (piece: Uint8Array) => {
    for (const byte of piece) {
      if (byte === quote) quoted = !quoted;
      else if (byte === newline && !quoted) lines += 1;
    }
    return Math.max(0, lines - 1);
  };
}

/**
 * Counts the lines that an object begins on: each row has its own line, and a line break within a text is written as
 * `\n`.
 */
function jsonRows() {
  let rows = 0;
  let atStart = true;
  return (piece: Uint8Array) => {
    for (const byte of piece) {
      if (atStart && byte === brace) rows += 1;
      atStart = byte === newline;
    }
    return rows;
  };
}
