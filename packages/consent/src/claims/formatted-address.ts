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
  const whole = claimAt(claims, path.slice(0, -1));
  // Not an object, as the specification asks: something was sent, and it cannot be used.
  if ((typeof whole === "string" && whole.trim() !== "") || typeof whole === "number" || Array.isArray(whole))
    return {};
  const given = parts.map((part) => readValue("text", claimAt(claims, [...path.slice(0, -1), part])));
  const lines = given.flatMap((read) => (read.ok ? [read.value] : []));
  if (lines.length > 0) return lines.join("\n");
  return given.some((read) => !read.ok && read.problem !== "empty") ? {} : sent;
}
