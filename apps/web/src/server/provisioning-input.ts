import { type AccountCondition, readDomain } from "@assent/consent/account-conditions";
import { readClaimPath } from "@assent/consent/claim-path";
import { codePoints, isStorable } from "@assent/consent/plain-text";
import * as z from "zod/mini";

/** In characters, and in lines of one list. */
const longestValue = 255;
const mostValues = 100;
const mostConditions = 20;

const text = z.string("malformed").check(z.maxLength(longestValue * mostValues, "too-long"));

/** What an administrator says about first and later sign-ins. Lists are typed one entry a line. Messages are codes. */
export const provisioningInput = z.object({
  jitMode: z.enum(["ask", "off"], "malformed"),
  syncPolicy: z.enum(["provider-wins", "first-sign-in"], "malformed"),
  purposesMode: z.enum(["all", "chosen"], "malformed"),
  purposes: z.array(z.uuid("malformed")),
  emailVerified: z.boolean("malformed"),
  domains: text,
  claims: z.array(z.object({ path: text, allowed: text })).check(z.maxLength(mostConditions, "malformed")),
});
export type ProvisioningInput = z.infer<typeof provisioningInput>;

/** Typed conditions → conditions, in the order of the form, and what is wrong with them by field. */
export function readConditions({
  emailVerified,
  domains,
  claims,
}: Pick<ProvisioningInput, "emailVerified" | "domains" | "claims">) {
  const conditions: AccountCondition[] = emailVerified ? [{ kind: "email-verified" }] : [];
  const fields: Record<string, string> = {};
  const typedDomains = linesOf(domains);
  const read = typedDomains.map(readDomain);
  if (read.includes(null)) fields["domains"] = "domain-shape";
  else if (typedDomains.length > mostValues) fields["domains"] = "too-many";
  else if (typedDomains.length > 0) {
    conditions.push({ kind: "email-domain", allowed: [...new Set(read.filter((one) => one !== null))] });
  }
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
  if (values.length > mostValues) return "too-many";
  if (values.some((value) => codePoints(value) > longestValue)) return "too-long";
  return values.every((value) => isStorable(value, { lines: false })) ? null : "control-characters";
}

/** Without blank lines and without the spaces around. */
const linesOf = (typed: string): string[] => [
  ...new Set(
    typed
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== ""),
  ),
];
