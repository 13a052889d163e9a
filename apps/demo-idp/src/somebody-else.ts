import type { Claims } from "./claims.ts";

export const typedFields = ["subject", "name", "email", "phone", "claims"] as const;
export type TypedField = (typeof typedFields)[number];
/** What was typed into the form "Somebody else", unchanged, so that it is kept after an error. */
export type Typed = Readonly<Record<TypedField, string>>;
export type Problems = Partial<Record<TypedField, string>>;

export const nothingTyped: Typed = { subject: "", name: "", email: "", phone: "", claims: "" };

/**
 * Turns the form into a person. Only the subject is needed. Values are sent exactly as typed, even an email address
 * that is not valid, because an application must accept what real providers send. The JSON takes precedence over the
 * fields.
 */
export function readSomebodyElse(
  form: URLSearchParams,
): { ok: true; subject: string; claims: Claims } | { ok: false; typed: Typed; problems: Problems } {
  const field = (name: TypedField) => form.get(name) ?? "";
  const typed: Typed = {
    subject: field("subject"),
    name: field("name"),
    email: field("email"),
    phone: field("phone"),
    claims: field("claims"),
  };
  const subject = typed.subject.trim();
  const subjectProblem = checkSubject(subject);
  const further = readFurtherClaims(typed.claims);
  if (subjectProblem || !further.ok) {
    const problems: Problems = {};
    if (subjectProblem) problems.subject = subjectProblem;
    if (!further.ok) problems.claims = further.problem;
    return { ok: false, typed, problems };
  }
  return { ok: true, subject, claims: { ...claimsOfFields(typed), ...further.claims } };
}

function claimsOfFields({ name, email, phone }: Typed): Claims {
  return {
    ...(name && { name }),
    ...(email && { email, email_verified: true }),
    ...(phone && { phone_number: phone, phone_number_verified: true }),
  };
}

/** At most 255 ASCII characters: https://openid.net/specs/openid-connect-core-1_0.html#IDToken */
function checkSubject(subject: string): string | null {
  if (subject === "") return "Type a subject, for example visitor-1.";
  if (!/^[\x20-\x7e]*$/.test(subject)) return "A subject has only English letters, digits, signs and spaces.";
  if (subject.length > 255) return `A subject has at most 255 characters. This one has ${subject.length}.`;
  return null;
}

function readFurtherClaims(text: string): { ok: true; claims: Claims } | { ok: false; problem: string } {
  if (text.trim() === "") return { ok: true, claims: {} };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unknown reason";
    return { ok: false, problem: `This is not JSON: ${reason}.` };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { ok: false, problem: 'Claims are a JSON object, for example {"locale": "de"}.' };
  }
  if (Object.hasOwn(value, "sub")) {
    return { ok: false, problem: "Leave out sub here, and type it as the subject." };
  }
  return { ok: true, claims: { ...value } };
}
