import * as z from "zod/mini";
import { attributeTypes } from "./attribute.ts";
import { personalDataCategories } from "./personal-data.ts";
import { codePoints, isBlank, isStorable, tidy } from "../text/plain-text.ts";

/** Every code that the schemas can give, as the message of an issue. */
export const attributeProblems = [
  "key-missing",
  "key-shape",
  "key-reserved",
  "type-unknown",
  "category-unknown",
  "label-missing",
  "label-too-long",
  "explanation-too-long",
  "control-characters",
  "malformed",
] as const;
export type AttributeProblem = (typeof attributeProblems)[number];

/** In code points, after trimming and NFC. */
export const attributeLengths = { key: 63, label: 255, explanation: 1023 } as const;

/** The database has the same rule. A key has no dot, because the id of an asked item is `${versionId}.${key}`. */
export const attributeKeyShape = /^[A-Za-z][A-Za-z0-9_:-]{0,62}$/;

// Roles and groups say what a person may do in an application. They are not data that people agree to, so no claim sets
// them. `sub` is the sign-in identifier, which is never asked for. `constructor` is a name that every object has, and
// `new` is the address of the page that adds an attribute.
const reserved = /^(sub|roles?|groups?|permissions?|entitlements?|scopes?|(is_?)?admin(istrator)?|constructor|new)$/i;

const code = (problem: AttributeProblem) => problem;
const short = (text: string) => (isBlank(text) ? "" : tidy(text).replace(/\s+/g, " "));
const long = (text: string) => (isBlank(text) ? "" : tidy(text));

const text = (tidied: (text: string) => string, most: number, tooLong: AttributeProblem, lines: boolean) =>
  z.string(code("malformed")).check(
    z.overwrite(tidied),
    z.refine((typed) => codePoints(typed) <= most, tooLong),
    z.refine((typed) => isStorable(typed, { lines }), code("control-characters")),
  );

/** The words for an attribute in one language. */
const words = z.object({
  label: text(short, attributeLengths.label, "label-too-long", false),
  explanation: text(long, attributeLengths.explanation, "explanation-too-long", true),
});
export type AttributeText = z.infer<typeof words>;

/**
 * What can be changed about an attribute. `texts` is by language; an empty label means that the attribute has no words
 * in that language.
 */
export const attributeFields = z.object({
  sensitive: z.boolean(code("malformed")),
  selfAssertable: z.boolean(code("malformed")),
  /** Whether the administration shows it with dots: see masked-value.ts. */
  masked: z.boolean(code("malformed")),
  /** What kind of personal data it is; missing or "": not said. */
  category: z.optional(
    z
      .string(code("malformed"))
      .check(z.refine((term) => term === "" || personalDataCategories.includes(term), code("category-unknown"))),
  ),
  texts: z.record(z.string(code("malformed")), words),
});
export type AttributeFields = z.infer<typeof attributeFields>;

/** A new attribute. Its key and type never change: values are stored under the key and read by the type. */
export const newAttributeFields = z.extend(attributeFields, {
  key: z.string(code("malformed")).check(
    z.overwrite((key) => key.trim()),
    z.refine((key) => key !== "", code("key-missing")),
    z.refine((key) => key === "" || attributeKeyShape.test(key), code("key-shape")),
    z.refine((key) => !reserved.test(key), code("key-reserved")),
  ),
  type: z.enum(attributeTypes, code("type-unknown")),
});
export type NewAttributeFields = z.infer<typeof newAttributeFields>;
