/**
 * Set by the sign-in itself, or worth nothing unless its answer is checked: RFC 6749, 4.1.1; RFC 7636, 4.3; RFC 9101, 5;
 * RFC 9449, 10; OpenID Connect Core 1.0, 3.1.2.1, 6 and 7.2.1; and those of the token request, which have no place here.
 * `max_age` asks for `auth_time`, which nobody would look at. `login_hint` and `id_token_hint` name a person, and this
 * list is the same for all of them.
 */
const reservedNames: ReadonlySet<string> = new Set(
  (
    "client_id client_secret client_assertion client_assertion_type redirect_uri response_type response_mode scope " +
    "state nonce code code_challenge code_challenge_method code_verifier grant_type request request_uri registration " +
    "login_hint id_token_hint max_age dpop_jkt iss error access_token id_token"
  ).split(" "),
);

const most = 10;
/** Characters of one value. */
const longest = 500;

export type ParameterProblem =
  | { readonly code: "parameter-shape" | "parameters-too-many" }
  /** `name` is short and of plain letters, or it would be of the wrong shape. */
  | { readonly code: "parameter-reserved" | "parameter-twice" | "parameter-value"; readonly name: string };

export type ParametersRead =
  /** As a query (application/x-www-form-urlencoded), in the order in which they were typed. */
  { readonly ok: true; readonly query: string } | ({ readonly ok: false } & ParameterProblem);

/**
 * Parameters that an authorization request carries besides its own, typed one a line as `name=value`: `prompt`, `hd`,
 * `domain_hint`, `acr_values`, `resource` and whatever else a provider knows (RFC 6749, section 3.1, has it ignore the
 * rest). Names are compared without regard to case: there are servers that read them so.
 */
export function readParameters(typed: string): ParametersRead {
  const lines = typed.split("\n").filter((line) => line.trim() !== "");
  if (lines.length > most) return { ok: false, code: "parameters-too-many" };
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

/** Core 5.5: `claims` is a JSON object. Characters that nobody can see are in no value. */
function isSendable(name: string, value: string): boolean {
  if (value.length > longest || /[\p{C}\p{Zl}\p{Zp}]/u.test(value)) return false;
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

/** What readParameters made, as it was typed. */
export const writtenParameters = (query: string): string =>
  [...new URLSearchParams(query)].map(([name, value]) => `${name}=${value}`).join("\n");
