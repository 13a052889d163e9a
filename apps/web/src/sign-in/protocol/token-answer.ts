import { safeClaims, withoutNulls } from "@assent/federation/claims";
import { FederationError } from "@assent/federation/federation-error";
import type { Account } from "next-auth";

/**
 * The member with the ID token as the provider sent it, if Auth.js gets a changed copy. A provider's own member of this
 * name is ignored.
 */
const asSent = "id_token_as_sent";

/**
 * The token endpoint's answer as Auth.js reads it: members that are null are left out (RFC 6749, section 5.1, has no
 * null), and so are those claims of the ID token. Auth.js checks no signature, and we verify the ID token as it was
 * sent. Anything but a JSON object stays as it is. Errors: FederationError too-deep,
 * token-encrypted.
 */
export async function readableTokenAnswer(response: Response): Promise<Response> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  if (!isObject(body)) return response;
  const { [asSent]: _, ...members } = withoutNulls(safeClaims(body));
  const sent = members["id_token"];
  // Five parts: RFC 7516, section 3.1. Auth.js would only say that it is malformed.
  if (typeof sent === "string" && sent.split(".").length === 5) throw new FederationError("token-encrypted");
  const copy = typeof sent === "string" ? withoutNullClaims(sent) : null;
  const changed = copy === null ? members : { ...members, id_token: copy, [asSent]: sent };
  return new Response(JSON.stringify(changed), { status: response.status, headers: response.headers });
}

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The ID token as the provider sent it; "" if it sent none. */
export const idTokenOf = (account: Account): string => {
  const sent = account[asSent];
  return typeof sent === "string" ? sent : (account.id_token ?? "");
};

/** Null if there is nothing to leave out, or if it is not a JWT. */
function withoutNullClaims(token: string): string | null {
  const [header, payload = "", ...rest] = token.split(".");
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString());
    if (!isObject(claims) || !Object.values(claims).includes(null)) return null;
    const left = Buffer.from(JSON.stringify(withoutNulls(claims))).toString("base64url");
    return [header, left, ...rest].join(".");
  } catch {
    return null;
  }
}
