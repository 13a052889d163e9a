import { readValue } from "../attribute/attribute.ts";
import { claimAt } from "./claim-path.ts";

/** The parts of an address, in the order in which OpenID Connect Core 1.0, section 5.1.1, lists them. */
const parts = ["street_address", "locality", "region", "postal_code", "country"] as const;

/**
 * The claim at this path as it is mapped. A provider may send an address whole, as `formatted`, or in parts, or both
 * (Core 5.1.1). If only parts were sent, they are joined, one line each, because countries order the parts of a line
 * differently.
 */
export function mappedClaim(claims: unknown, path: readonly string[]): unknown {
  const sent = claimAt(claims, path);
  if (path.at(-1) !== "formatted" || path.length < 2 || (sent !== undefined && sent !== null && sent !== ""))
    return sent;
  const lines = parts.flatMap((part) => {
    const read = readValue("text", claimAt(claims, [...path.slice(0, -1), part]));
    return read.ok ? [read.value] : [];
  });
  return lines.length > 0 ? lines.join("\n") : sent;
}
