import { safeClaims } from "./claims.ts";
import { FederationError } from "./federation-error.ts";

/**
 * The JSON object in a successful answer. `source` names it for the message: "key set", "userinfo".
 *
 * Errors: FederationError unexpected-status, not-json, too-deep. The message never quotes the body.
 */
export async function readJsonObject(response: Response, source: string): Promise<object> {
  requireSuccess(response, source);
  const text = await response.text();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new FederationError("not-json", source);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new FederationError("not-json", source);
  return safeClaims(value);
}

/** Errors: FederationError unexpected-status for anything but 200. */
export function requireSuccess(response: Response, source: string): void {
  if (response.status !== 200) throw new FederationError("unexpected-status", `${source}: ${response.status}`);
}

/** The media type without its parameters, in lower case: RFC 9110, section 8.3.1. */
export function mediaType(response: Response): string {
  return (response.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}
