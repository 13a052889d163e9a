/** A part of an address as it was meant, or "" for one that is no text: Next hands it over as it was sent. */
export function decodePathPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
