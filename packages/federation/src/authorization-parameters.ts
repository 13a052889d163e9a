/**
 * Parameters that the sign-in sets itself, or whose answer would have to be checked: RFC 6749, 4.1.1; RFC 7636, 4.3;
 * RFC 9101, 5; RFC 9449, 10; OpenID Connect Core 1.0, 3.1.2.1, 6 and 7.2.1; and parameters of the token request.
 * `max_age` is sent when a person has to sign in again. `login_hint` and `id_token_hint` name a person, and this list
 * is the same for everyone.
 */
const reservedNames: ReadonlySet<string> = new Set(
  (
    "client_id client_secret client_assertion client_assertion_type redirect_uri response_type response_mode scope " +
    "state nonce code code_challenge code_challenge_method code_verifier grant_type request request_uri registration " +
    "login_hint id_token_hint max_age dpop_jkt iss error access_token id_token"
  ).split(" "),
);

const maxParameters = 10;
/** The most characters of one value. */
const maxValueLength = 500;

export type ParameterProblem =
  | { readonly code: "parameter-shape" | "parameters-too-many" }
  /** `name` consists of a few plain characters; otherwise the problem is its shape. */
  | { readonly code: "parameter-reserved" | "parameter-twice" | "parameter-value"; readonly name: string };

export type ParametersRead =
  /** As a query (application/x-www-form-urlencoded), in the order typed. */
  { readonly ok: true; readonly query: string } | ({ readonly ok: false } & ParameterProblem);

/**
 * Reads additional parameters of the authorization request, typed as one `name=value` per line: `prompt`, `hd`,
 * `domain_hint`, `acr_values`, `resource` and others that a provider knows; it ignores the rest (RFC 6749, section
 * 3.1). Names are compared without regard to case, because some servers read them so.
 */
export function readParameters(typed: string): ParametersRead {
  const lines = typed.split("\n").filter((line) => line.trim() !== "");
  if (lines.length > maxParameters) return { ok: false, code: "parameters-too-many" };
  const query = new URLSearchParams();
  const names = new Set<string>();
  for (const line of lines) {
    const [, name, value] = /^\s*([A-Za-z][\w.-]{0,63})\s*=\s*(\S.*?)\s*$/u.exec(line) ?? [];
    if (name === undefined || value === undefined) return { ok: false, code: "parameter-shape" };
    const compared = name.toLowerCase();
    if (reservedNames.has(compared)) return { ok: false, code: "parameter-reserved", name };
    if (names.has(compared)) return { ok: false, code: "parameter-twice", name };
    if (!isSendable(name, value)) return { ok: false, code: "parameter-value", name };
    names.add(compared);
    query.append(name, value);
  }
  return { ok: true, query: query.toString() };
}

/** Core 5.5: `claims` is a JSON object. No value may have invisible characters. */
function isSendable(name: string, value: string): boolean {
  if (value.length > maxValueLength || /[\p{C}\p{Zl}\p{Zp}]/u.test(value)) return false;
  return name !== "claims" || isJsonObject(value);
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** A query of readParameters, as it was typed. */
export const writtenParameters = (query: string): string =>
  [...new URLSearchParams(query)].map(([name, value]) => `${name}=${value}`).join("\n");
