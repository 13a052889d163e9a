import type { IncomingMessage } from "node:http";

// Far more than the form allows, even if every character is escaped.
const mostBytes = 256 * 1024;

/** Reads a posted form, 256 KiB at most. Null if the body is not a form, or is longer. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams | null> {
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded") return null;
  // A body that announces its length is refused unread, so that the answer still reaches the browser.
  if (Number(request.headers["content-length"] ?? 0) > mostBytes) return null;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > mostBytes) return null;
    chunks.push(part);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
}
