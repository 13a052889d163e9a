import * as z from "zod/mini";
import { isMaterialChange, noticeBases, type PurposeVersion } from "../purpose/purpose.ts";
import { descriptionText, maxRetentionDays, nameText } from "../purpose/purpose-input.ts";

/**
 * What an administrator writes for a provider that makes accounts without asking, in one language: the purpose
 * (`name`), the legal basis and its reason (`lawful`, `description`), the duration, and the attributes. An empty list
 * is valid too: only the sign-in identifier is stored. Issues carry codes as messages; texts are trimmed, NFC, without
 * bidi controls.
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
  /** Attribute keys, each once, in the order shown. */
  attributes: z
    .array(z.string("attribute-missing"))
    .check(z.refine((keys) => new Set(keys).size === keys.length, "attribute-twice")),
});
export type NoticeInput = z.infer<typeof noticeInput>;

/** What a stored notice says, in the language in which it was written; null for a version that is asked. */
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
 * What a change of a notice means for people who were told the earlier one: null if nothing changed. With other words
 * or terms they are told all of it again; with a longer list, what is new; with a shorter list nothing, since less is
 * kept.
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
  return {
    asksAll,
    material: asksAll || isMaterialChange(before, { ...before, attributes: listed }),
  };
}
