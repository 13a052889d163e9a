/** The first value of a search parameter, which may be missing or come several times. */
export const firstValue = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** Whether a text from an address has the shape of our ids. PostgreSQL raises on anything else. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

/** A part of an address as it was meant, or "" for one that is no text: Next hands it over as it was sent. */
export function decodePathPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}

/** The text of a body, or null as soon as it is longer than it may be, in bytes; its length is not taken on trust. */
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
