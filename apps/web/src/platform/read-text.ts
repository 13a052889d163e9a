import "server-only";

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
