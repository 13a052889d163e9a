import { type AccountCondition, readDomain } from "@assent/consent/evaluate/account-conditions";
import { readClaimPath } from "@assent/consent/claims/claim-path";
import { type NoticeInput, noticeInput } from "@assent/consent/request/notice-input";
import { codePoints, isStorable } from "@assent/consent/text/plain-text";
import * as z from "zod/mini";

/** In characters, and in lines of a list. */
const maxValueLength = 255;
const maxValues = 100;
const maxConditions = 20;

const text = z.string("malformed").check(z.maxLength(maxValueLength * maxValues, "too-long"));

/** The form of a provider's provisioning. Lists are typed with one entry a line. Messages of issues are codes. */
export const provisioningInput = z.object({
  jitMode: z.enum(["ask", "notice", "off"], "malformed"),
  noticeName: text,
  noticeBasis: text,
  noticeText: text,
  noticeDays: text,
  /** "" until it is chosen: an empty list must be chosen, and is not the default. */
  noticeList: z.enum(["", "none", "listed"], "malformed"),
  told: z.array(text),
  syncPolicy: z.enum(["provider-wins", "first-sign-in"], "malformed"),
  purposesMode: z.enum(["all", "chosen"], "malformed"),
  purposes: z.array(z.uuid("malformed")),
  emailVerified: z.boolean("malformed"),
  domains: text,
  /** In years; "" if there is none. */
  minimumAge: text,
  asksAge: z.boolean("malformed"),
  claims: z.array(z.object({ path: text, allowed: text })).check(z.maxLength(maxConditions, "malformed")),
});
export type ProvisioningInput = z.infer<typeof provisioningInput>;

type TypedNotice = Pick<
  ProvisioningInput,
  "noticeName" | "noticeBasis" | "noticeText" | "noticeDays" | "noticeList" | "told"
>;

/**
 * Reads a typed notice; `fields` has the problems. `catalogue` has the keys of all attributes in order. A key that is
 * not in it is malformed.
 */
export function readNotice(
  { noticeName, noticeBasis, noticeText, noticeDays, noticeList, told }: TypedNotice,
  catalogue: readonly string[],
): { readonly notice: NoticeInput | null; readonly fields: Readonly<Record<string, string>> } {
  const listed = noticeList === "listed" ? catalogue.filter((key) => told.includes(key)) : [];
  const read = noticeInput.safeParse({
    name: noticeName,
    lawful: noticeBasis,
    description: noticeText,
    retentionDays: noticeDays.trim() === "" ? null : Number(noticeDays),
    attributes: listed,
  });
  const fields = Object.fromEntries(
    (read.error?.issues ?? []).map(({ path, message }) => {
      const field = noticeFields[String(path[0])] ?? "noticeName";
      return [field, message.endsWith("-too-long") ? "too-long" : (ownCodes[`${field}:${message}`] ?? message)];
    }),
  );
  if (noticeList === "") fields["noticeList"] = "notice-list-unsaid";
  else if (noticeList === "listed" && listed.length === 0) fields["noticeList"] = "notice-list-missing";
  if (noticeList === "listed" && told.some((key) => !catalogue.includes(key))) fields["noticeList"] = "malformed";
  return { notice: Object.keys(fields).length > 0 ? null : (read.data ?? null), fields };
}

const noticeFields: Readonly<Record<string, string>> = {
  name: "noticeName",
  lawful: "noticeBasis",
  description: "noticeText",
  retentionDays: "noticeDays",
};

const ownCodes: Readonly<Record<string, string>> = {
  "noticeName:name-missing": "notice-name-missing",
  "noticeText:description-missing": "notice-text-missing",
};

/** Reads typed conditions in the order of the form; `fields` has the problems. */
export function readConditions({
  emailVerified,
  domains,
  minimumAge,
  asksAge,
  claims,
}: Pick<ProvisioningInput, "emailVerified" | "domains" | "minimumAge" | "asksAge" | "claims">) {
  const conditions: AccountCondition[] = emailVerified ? [{ kind: "email-verified" }] : [];
  const fields: Record<string, string> = {};
  const typedDomains = linesOf(domains);
  const read = typedDomains.map(readDomain);
  if (read.includes(null)) fields["domains"] = "domain-shape";
  else if (typedDomains.length > maxValues) fields["domains"] = "too-many";
  else if (typedDomains.length > 0) {
    conditions.push({ kind: "email-domain", allowed: [...new Set(read.filter((one) => one !== null))] });
  }
  const years = minimumAge.trim();
  // The same limits as the column's.
  if (years !== "" && !(/^\d{1,3}$/.test(years) && Number(years) >= 1 && Number(years) <= 120)) {
    fields["minimumAge"] = "age-shape";
  } else if (years !== "") conditions.push({ kind: "age", years: Number(years), asks: asksAge });
  for (const [index, { path, allowed }] of claims.entries()) {
    const values = linesOf(allowed);
    if (path.trim() === "" && values.length === 0) continue;
    const where = readClaimPath(path);
    if (!where.ok) fields[`claim.${index}`] = `path-${where.problem}`;
    const problem = problemOf(values);
    if (problem) fields[`allowed.${index}`] = problem;
    if (where.ok && !problem) conditions.push({ kind: "claim", path: where.path, allowed: values });
  }
  return { conditions, fields };
}

function problemOf(values: readonly string[]): string | null {
  if (values.length === 0) return "allowed-missing";
  if (values.length > maxValues) return "too-many";
  if (values.some((value) => codePoints(value) > maxValueLength)) return "too-long";
  return values.every((value) => isStorable(value, { lines: false })) ? null : "control-characters";
}

/** Lines without blank ones, trimmed. */
const linesOf = (typed: string): string[] => [
  ...new Set(
    typed
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== ""),
  ),
];
