import * as z from "zod/mini";
import { type LegalBasis, legalBases, type NoticeBasis } from "./purpose.ts";
import { logicText, termsInput, termsProblems } from "./purpose-terms.ts";
import { codePoints, isBlank, isStorable, tidy } from "../text/plain-text.ts";

/** Every code that the schema can give, as the message of an issue. The page turns codes into sentences. */
export const purposeProblems = [
  "name-missing",
  "name-too-long",
  "description-missing",
  "description-too-long",
  "details-too-long",
  "legal-note-too-long",
  "retention-missing",
  "retention-days-invalid",
  "no-attribute",
  "too-many-attributes",
  "too-many-boxes",
  "attribute-missing",
  "attribute-unknown",
  "attribute-twice",
  "reason-too-long",
  "basis-unknown",
  "basis-mandatory",
  "basis-reason-missing",
  "no-recipient",
  "application-unknown",
  ...termsProblems,
] as const;
export type PurposeProblem = (typeof purposeProblems)[number];

export function isPurposeProblem(code: string): code is PurposeProblem {
  return (purposeProblems as readonly string[]).includes(code);
}

/** In code points, after trimming and NFC. */
export const purposeLengths = { name: 255, description: 1023, details: 4000, legalNote: 300, reason: 300 } as const;
export const maxRetentionDays = 36_500;
/** For one purpose. The editor's form holds as many, with a reason each. */
export const maxPurposeAttributes = 60;
/** That one sign-in asks, over all purposes. The form of the consent screen holds as many. */
export const maxBoxes = 500;

// Types a code, so that a misspelt one does not compile.
const code = (problem: PurposeProblem) => problem;

const atMost = (most: number, problem: PurposeProblem) => z.refine<string>((text) => codePoints(text) <= most, problem);
const storable = (options: { lines: boolean }) =>
  z.refine<string>((text) => isStorable(text, options), code("control-characters"));
const visible = (problem: PurposeProblem) => z.refine<string>((text) => !isBlank(text), problem);

// A name is one line, and two names that look the same are the same.
const tidyName = (name: string) => tidy(name).replace(/\s+/g, " ");
const blankToEmpty = (text: string) => (isBlank(text) ? "" : tidy(text));

/** A name: one line. */
export const nameText = z
  .string(code("name-missing"))
  .check(
    z.overwrite(tidyName),
    visible("name-missing"),
    atMost(purposeLengths.name, "name-too-long"),
    storable({ lines: false }),
  );

/** Why data is collected, in a few sentences. */
export const descriptionText = z
  .string(code("description-missing"))
  .check(
    z.overwrite(tidy),
    visible("description-missing"),
    atMost(purposeLengths.description, "description-too-long"),
    storable({ lines: true }),
  );

const optionalText = (most: number, problem: PurposeProblem) =>
  z.string(code("malformed")).check(z.overwrite(blankToEmpty), atMost(most, problem), storable({ lines: true }));

const attribute = z.object(
  {
    key: z.string(code("attribute-missing")).check(z.minLength(1, code("attribute-missing"))),
    mandatory: z.boolean(code("malformed")),
    // Missing: consent.
    basis: z.optional(z.enum(legalBases, code("basis-unknown"))),
    reason: optionalText(purposeLengths.reason, "reason-too-long"),
  },
  code("malformed"),
);

/** The second and every later row of an attribute has the problem. Rows without a choice are not compared. */
const noneTwice = z.check<{ key: string }[]>((context) => {
  const seen = new Set<string>();
  context.value.forEach(({ key }, row) => {
    if (key !== "" && seen.has(key)) context.issues.push(issue(key, [row, "key"], "attribute-twice"));
    seen.add(key);
  });
});

/** The legal basis of a row if it is another one than consent: people are told of it. */
export const toldBasis = (row: { readonly basis?: LegalBasis | undefined }): NoticeBasis | undefined =>
  row.basis === "consent" ? undefined : row.basis;

/** What people are told needs no answer, so nothing can depend on it; and they are told why. */
const toldWithReason = z.check<{ mandatory: boolean; basis?: LegalBasis | undefined; reason: string }[]>((context) => {
  context.value.forEach((attribute, row) => {
    if (!toldBasis(attribute)) return;
    const { mandatory, reason } = attribute;
    if (mandatory) context.issues.push(issue(mandatory, [row, "basis"], "basis-mandatory"));
    if (isBlank(reason)) context.issues.push(issue(reason, [row, "reason"], "basis-reason-missing"));
  });
});

const issue = (input: unknown, path: (string | number)[], problem: PurposeProblem) =>
  ({ code: "custom", input, path, message: problem, continue: true }) as const;

const rows = z
  .array(attribute, code("no-attribute"))
  .check(
    z.minLength(1, code("no-attribute")),
    z.maxLength(maxPurposeAttributes, code("too-many-attributes")),
    noneTwice,
    toldWithReason,
  );

/** The organisation, and applications by their ids, which are kept in one order so that inputs can be compared. */
const recipients = z
  .object(
    { organisation: z.boolean(code("malformed")), applications: z.array(z.string(), code("malformed")) },
    code("malformed"),
  )
  .check(
    z.overwrite(({ organisation, applications }) => ({
      organisation,
      applications: [...new Set(applications)].sort(),
    })),
    z.refine(({ organisation, applications }) => organisation || applications.length > 0, code("no-recipient")),
  );

interface KeptFor {
  retention: string;
  retentionDays: number | null;
}

const daysWhenChosen = z.check<KeptFor>(({ value: { retention, retentionDays: days }, issues }) => {
  if (retention !== "days") return;
  const valid = days !== null && Number.isInteger(days) && days >= 1 && days <= maxRetentionDays;
  if (!valid) issues.push(issue(days, ["retentionDays"], "retention-days-invalid"));
});

const purposeWith = (attributes: typeof rows, named: typeof recipients) => {
  const schema = z.object(
    {
      name: nameText,
      description: descriptionText,
      details: optionalText(purposeLengths.details, "details-too-long"),
      retention: z.enum(["account-closed", "withdrawn", "days"], code("retention-missing")),
      // An empty number field reads as NaN in the browser. It only matters if days were chosen.
      retentionDays: z.nullable(z.union([z.number(), z.nan()], code("retention-days-invalid"))),
      legalNote: optionalText(purposeLengths.legalNote, "legal-note-too-long"),
      attributes,
      recipients: named,
      // Missing: it says nothing of this.
      terms: z.optional(termsInput),
    },
    code("malformed"),
  );
  // Days that were typed before another choice was made have no meaning, and are dropped.
  const onlyChosenDays = z.overwrite<z.infer<typeof schema>>((value) =>
    value.retention === "days" ? value : { ...value, retentionDays: null },
  );
  return schema.check(daysWhenChosen, onlyChosenDays);
};

/**
 * What an administrator enters for a purpose, in one language. One schema for the form and the server; the messages of
 * its issues are codes (`PurposeProblem`). The result is trimmed, NFC, without bidi controls, and "" where nothing was
 * written.
 */
export const purposeInput = purposeWith(rows, recipients);
export type PurposeInput = z.infer<typeof purposeInput>;

/**
 * The same, and each attribute must be one of `keys` and each application one of `applications`, by id: its callers know
 * them, this module does not.
 */
export function purposeInputFor(keys: Iterable<string>, applications: Iterable<string>): typeof purposeInput {
  const known = new Set(keys);
  const existing = new Set(applications);
  const allKnown = z.check<{ key: string }[]>(({ value, issues }) => {
    value.forEach(({ key }, row) => {
      if (key !== "" && !known.has(key)) issues.push(issue(key, [row, "key"], "attribute-unknown"));
    });
  });
  const allExist = z.check<z.infer<typeof recipients>>(({ value, issues }) => {
    value.applications.forEach((id, index) => {
      if (!existing.has(id)) issues.push(issue(id, ["applications", index], "application-unknown"));
    });
  });
  return purposeWith(rows.check(allKnown), recipients.check(allExist));
}

/**
 * The words of a purpose in another language. `reasons` is by attribute key, "" for none. Has the same checks and codes
 * as the purpose itself.
 */
export const translationInput = z.object(
  {
    name: nameText,
    description: descriptionText,
    details: optionalText(purposeLengths.details, "details-too-long"),
    legalNote: optionalText(purposeLengths.legalNote, "legal-note-too-long"),
    // Missing unless a machine decides.
    logic: z.optional(logicText),
    consequences: z.optional(logicText),
    reasons: z.record(z.string(), optionalText(purposeLengths.reason, "reason-too-long"), code("malformed")),
  },
  code("malformed"),
);
export type TranslationInput = z.infer<typeof translationInput>;

/** Two purposes may not have the same name: names are the same if these keys are. Case does not count. */
export function purposeNameKey(name: string): string {
  return tidyName(name).toLowerCase();
}
