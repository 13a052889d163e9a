import * as z from "zod/mini";
import { codePoints, isBlank, isStorable, tidy } from "../text/plain-text.ts";
import { countries } from "./countries.ts";

/** What a recipient does with the data: it works for the organisation, decides together with it, or by itself. */
export const partyRoles = ["processor", "joint-controller", "third-party"] as const;
export type PartyRole = (typeof partyRoles)[number];

/**
 * What protects data that goes to a country outside the European Economic Area. GDPR, Articles 45, 46(2) and 49(1)(a),
 * https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_45
 */
export const transferSafeguards = [
  "adequacy",
  "standard-clauses",
  "binding-rules",
  "code-of-conduct",
  "certification",
  "explicit-consent",
] as const;
export type TransferSafeguard = (typeof transferSafeguards)[number];

/** A recipient that is neither the organisation nor an application of this installation. */
export interface Party {
  name: string;
  role: PartyRole;
  /** Where it gets the data: see countries.ts. */
  country: string;
  /** Null: none is needed, or none is named. */
  safeguard: TransferSafeguard | null;
}

/** What a version says besides its words, attributes and retention. */
export interface PurposeTerms {
  parties: readonly Party[];
  /** Where the data is stored: see countries.ts. Empty: not said. */
  storedIn: readonly string[];
  /** How long an agreement is valid, in days; null: until it is withdrawn or the retention ends. */
  consentDays: number | null;
  /** Whether decisions about people are made by a machine alone. The texts say how, and what follows. */
  automated: boolean;
}

/** Of a version that says nothing of this. */
export const noTerms: PurposeTerms = { parties: [], storedIn: [], consentDays: null, automated: false };

/**
 * Whether `after` asks for more than people agreed to before: a recipient that is new or is another one by role, country
 * or safeguard, another country in which data is stored, a longer agreement, or a machine that decides.
 */
export function widensTerms(before: PurposeTerms = noTerms, after: PurposeTerms = noTerms): boolean {
  const known = new Set(before.parties.map(partyKey));
  const longer = after.consentDays === null ? before.consentDays !== null : after.consentDays > daysOf(before);
  return (
    after.parties.some((party) => !known.has(partyKey(party))) ||
    after.storedIn.some((country) => !before.storedIn.includes(country)) ||
    longer ||
    (after.automated && !before.automated)
  );
}

const daysOf = ({ consentDays }: PurposeTerms) => consentDays ?? Number.POSITIVE_INFINITY;

const partyKey = ({ name, role, country, safeguard }: Party) => JSON.stringify([name, role, country, safeguard]);

/** Every code that the schema can give. The form turns them into sentences. */
export const termsProblems = [
  "party-name-missing",
  "party-name-too-long",
  "party-role-missing",
  "country-missing",
  "country-unknown",
  "too-many-parties",
  "consent-days-invalid",
  "logic-missing",
  "consequences-missing",
  "logic-too-long",
  "control-characters",
  "malformed",
] as const;
export type TermsProblem = (typeof termsProblems)[number];

const code = (problem: TermsProblem) => problem;

export const maxParties = 20;
export const maxConsentDays = 36_500;
/** In code points, of the two texts about automated decisions. */
export const maxLogicLength = 1023;

const oneLine = (typed: string) => tidy(typed).replace(/\s+/g, " ");
const isCountry = (typed: string) => countries.includes(typed);
const upper = (typed: string) => typed.trim().toUpperCase();

const party = z.object({
  name: z.string(code("party-name-missing")).check(
    z.overwrite(oneLine),
    z.refine((typed) => !isBlank(typed), code("party-name-missing")),
    z.refine((typed) => codePoints(typed) <= 255, code("party-name-too-long")),
    z.refine((typed) => isStorable(typed, { lines: false }), code("control-characters")),
  ),
  role: z.enum(partyRoles, code("party-role-missing")),
  country: z.string(code("country-missing")).check(
    z.overwrite(upper),
    z.refine((typed) => typed !== "", code("country-missing")),
    z.refine((typed) => typed === "" || isCountry(typed), code("country-unknown")),
  ),
  /** "": none. */
  safeguard: z.enum(["", ...transferSafeguards], code("malformed")),
});

/** Words about automated decisions, in one language; "" for none. */
export const logicText = z.string(code("malformed")).check(
  z.overwrite((typed: string) => (isBlank(typed) ? "" : tidy(typed))),
  z.refine((typed) => codePoints(typed) <= maxLogicLength, code("logic-too-long")),
  z.refine((typed) => isStorable(typed, { lines: true }), code("control-characters")),
);

/**
 * The terms as an administrator enters them, in one language. The messages of its issues are codes (`TermsProblem`).
 */
export const termsInput = z
  .object({
    parties: z.array(party, code("malformed")).check(z.maxLength(maxParties, code("too-many-parties"))),
    storedIn: z.array(z.string(), code("malformed")).check(
      z.overwrite((typed) => [...new Set(typed.map(upper))].sort()),
      z.refine((typed) => typed.every(isCountry), code("country-unknown")),
    ),
    consentDays: z
      .nullable(z.union([z.number(), z.nan()], code("consent-days-invalid")))
      .check(
        z.refine(
          (days) => days === null || (Number.isInteger(days) && days >= 1 && days <= maxConsentDays),
          code("consent-days-invalid"),
        ),
      ),
    automated: z.boolean(code("malformed")),
    logic: logicText,
    consequences: logicText,
  })
  .check(
    // GDPR, Article 13(2)(f): the logic involved, and the envisaged consequences.
    z.refine(({ automated, logic }) => !automated || logic !== "", { path: ["logic"], message: code("logic-missing") }),
    z.refine(({ automated, consequences }) => !automated || consequences !== "", {
      path: ["consequences"],
      message: code("consequences-missing"),
    }),
    // What was typed before the box was unticked has no meaning.
    z.overwrite((typed) => (typed.automated ? typed : { ...typed, logic: "", consequences: "" })),
  );
export type TermsInput = z.infer<typeof termsInput>;

export const noTermsInput: TermsInput = {
  ...{ parties: [], storedIn: [], consentDays: null, automated: false },
  ...{ logic: "", consequences: "" },
};

/** The terms of an input, without its words; null if it says nothing of this. */
export function termsOf(input: TermsInput | undefined): PurposeTerms | null {
  if (input === undefined) return null;
  const { storedIn, consentDays, automated } = input;
  const parties = input.parties.map(({ name, role, country, safeguard }) => ({
    ...{ name, role, country },
    safeguard: safeguard === "" ? null : safeguard,
  }));
  const says = parties.length > 0 || storedIn.length > 0 || consentDays !== null || automated;
  return says ? { parties, storedIn, consentDays, automated } : null;
}

/** The same the other way round. */
export function termsInputOf(
  terms: PurposeTerms = noTerms,
  { logic = null, consequences = null }: { logic?: string | null; consequences?: string | null },
): TermsInput {
  const { parties, storedIn, consentDays, automated } = terms;
  return {
    parties: parties.map(({ name, role, country, safeguard }) => ({
      ...{ name, role, country },
      safeguard: safeguard ?? "",
    })),
    storedIn: [...storedIn],
    ...{ consentDays, automated, logic: logic ?? "", consequences: consequences ?? "" },
  };
}
