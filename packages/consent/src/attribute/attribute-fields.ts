import * as z from "zod/mini";
import { attributeTypes } from "./attribute.ts";
import { codePoints, isBlank, isStorable, tidy } from "../text/plain-text.ts";

/** Every code the schemas can give, as an issue's message. */
export const attributeProblems = [
  "key-missing",
  "key-shape",
  "key-reserved",
  "type-unknown",
  "label-missing",
  "label-too-long",
  "explanation-too-long",
  "control-characters",
  "malformed",
] as const;
export type AttributeProblem = (typeof attributeProblems)[number];

/** In code points, after trimming and NFC. */
export const attributeLengths = { key: 63, label: 255, explanation: 1023 } as const;

/** As the database has it. No dot: an asked item is named `${versionId}.${key}`. */
export const attributeKeyShape = /^[A-Za-z][A-Za-z0-9_:-]{0,62}$/;

// Roles and groups say what somebody may do. They never come from a claim, and nobody agrees to having one. `sub` is the
// sign-in identifier, which is not asked for. An object's own names would be taken for what they are elsewhere.
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

/** What an attribute is called in one language. */
const words = z.object({
  label: text(short, attributeLengths.label, "label-too-long", false),
  explanation: text(long, attributeLengths.explanation, "explanation-too-long", true),
});
export type AttributeText = z.infer<typeof words>;

/** What can be changed about an attribute. By language; where the label is empty there are no words in that language. */
export const attributeFields = z.object({
  sensitive: z.boolean(code("malformed")),
  selfAssertable: z.boolean(code("malformed")),
  /** On screens of the administration: see masked-value.ts. */
  masked: z.boolean(code("malformed")),
  texts: z.record(z.string(code("malformed")), words),
});
export type AttributeFields = z.infer<typeof attributeFields>;

/** A new attribute. Its key and its type stay as they are: values are stored under the one and read by the other. */
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
