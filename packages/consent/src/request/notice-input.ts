import * as z from "zod/mini";
import { isMaterialChange, noticeBases, type PurposeVersion } from "../purpose/purpose.ts";
import { descriptionText, maxRetentionDays, nameText } from "../purpose/purpose-input.ts";

/**
 * What an administrator writes for a provider that makes accounts without asking, in one language: for what (`name`), on
 * which ground and why that one (`lawful`, `description`), for how long, and which attributes. An empty list is a choice
 * too: nothing but the sign-in identifier. Issues carry codes as messages; texts come out trimmed, NFC, without bidi controls.
 */
export const noticeInput = z.object({
  name: nameText,
  lawful: z.enum(noticeBases, "basis-missing"),
  description: descriptionText,
  /** Null: until the account is closed. */
  retentionDays: z.nullable(
    z
      .int("retention-days-invalid")
      .check(z.minimum(1, "retention-days-invalid"), z.maximum(maxRetentionDays, "retention-days-invalid")),
  ),
  /** Attribute keys, each once, in the order in which they are shown. */
  attributes: z
    .array(z.string("attribute-missing"))
    .check(z.refine((keys) => new Set(keys).size === keys.length, "attribute-twice")),
});
export type NoticeInput = z.infer<typeof noticeInput>;

/** What a stored notice says, in the language it was written in; null for a version of something that is asked. */
export function noticeTermsOf(version: PurposeVersion, language: string): NoticeInput | null {
  const { basis, retention, attributes } = version;
  if (basis.kind !== "notice") return null;
  const text = version.texts[language] ?? Object.values(version.texts)[0];
  return {
    name: text?.name ?? "",
    lawful: basis.lawful,
    description: text?.description ?? "",
    retentionDays: retention.kind === "days" ? retention.days : null,
    attributes: attributes.map(({ key }) => key),
  };
}

/**
 * What a change of a notice means to those who were told the one before: null when nothing changed. Other words or terms
 * are told again as a whole; a longer list, what is new of it; a shorter one, nothing, since less is kept.
 */
export function noticeChange(
  before: PurposeVersion,
  after: NoticeInput,
  language: string,
): { readonly material: boolean; readonly asksAll: boolean } | null {
  const was = noticeTermsOf(before, language);
  if (was === null) return { material: true, asksAll: true };
  const asksAll =
    was.name !== after.name ||
    was.lawful !== after.lawful ||
    was.description !== after.description ||
    was.retentionDays !== after.retentionDays;
  const listed = after.attributes.map((key) => ({ key, mandatory: false, reasons: {} }));
  const isSameList = JSON.stringify(was.attributes) === JSON.stringify(after.attributes);
  if (!asksAll && isSameList) return null;
  return { asksAll, material: asksAll || isMaterialChange(before, { attributes: listed }) };
}
