/** The first value of a search parameter, which may be missing or repeated. */
export const firstValue = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** Whether a text has the form of our ids. PostgreSQL raises an error for anything else. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

/** Decodes a part of a path, which Next passes on as it was sent; "" if it is not valid. */
export function decodePathPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}

/** The text of a body, or null as soon as it exceeds `largest` bytes. The Content-Length header is not trusted. */
export async function readText(request: Request, largest: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > largest) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
