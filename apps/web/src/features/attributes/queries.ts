import "server-only";
import { createHash } from "node:crypto";
import {
  attributeFields,
  type AttributeFields,
  newAttributeFields,
  type NewAttributeFields,
} from "@assent/consent/attribute/attribute-fields";
import {
  changeAttribute,
  createAttribute,
  deleteAttribute,
  type EditedAttribute,
  findAttribute,
  type ListedAttribute,
  listAttributes,
} from "@assent/database/attributes/attribute-editing";
import { getLocale } from "next-intl/server";
import * as z from "zod/mini";
import { languages } from "@/platform/i18n/languages";
import { requireAdministrator, type SignedIn } from "@/platform/access";
import { ExpectedError } from "@/platform/action";
import { database } from "@/platform/database";

export type { EditedAttribute, ListedAttribute };

/** The whole catalogue in the order of the chooser. */
export async function attributeListing(): Promise<ListedAttribute[]> {
  await requireAdministrator();
  return listAttributes(database().orm, await getLocale());
}

/** One attribute with everything that refers to it, or null. `key` comes from an address and may be anything. */
export async function editedAttribute(key: string): Promise<EditedAttribute | null> {
  await requireAdministrator();
  return /^[\w:-]{1,63}$/.test(key) ? findAttribute(database().orm, key, await getLocale()) : null;
}

/** The languages in which an attribute has words: those of the screens, the first one always. */
export const attributeLanguages: readonly { readonly code: string; readonly name: string }[] = languages.map(
  ({ code, name }) => ({ code, name }),
);

const [first] = attributeLanguages;

/** Words are needed in the first language; where another one has none, people read those. */
const labelled = z.refine<{ texts: AttributeFields["texts"] }>(
  ({ texts }) => (texts[first?.code ?? ""]?.label ?? "") !== "",
  { error: "label-missing", path: ["texts", first?.code ?? "", "label"] },
);

export const attributeToAdd = newAttributeFields.check(labelled);
export const attributeToChange = z.object({
  key: z.string(),
  revision: z.string(),
  attribute: attributeFields.check(labelled),
  reviewed: z.string(),
});

/** Errors: "key-taken". */
export async function addAttribute(by: SignedIn, attribute: NewAttributeFields): Promise<void> {
  must(await createAttribute(database().orm, attribute, by.id));
}

export interface AttributeToSave {
  readonly revision: string;
  readonly attribute: AttributeFields;
  /** `digest` of the words that were shown before they replace others; empty before that. */
  readonly reviewed: string;
}

export type AttributeSaved =
  | { readonly kind: "saved" }
  /** Somebody else changed it since `revision`: how it is now. */
  | { readonly kind: "conflict"; readonly stored: EditedAttribute }
  /** Other words for what people have read already: to be looked at before they are saved. */
  | { readonly kind: "review"; readonly stored: EditedAttribute; readonly digest: string };

/** Errors: "not-found". */
export async function saveAttribute(
  by: SignedIn,
  key: string,
  { revision, attribute, reviewed }: AttributeToSave,
): Promise<AttributeSaved> {
  const { orm } = database();
  const stored = await editedAttribute(key);
  if (!stored) throw new ExpectedError("not-found");
  if (stored.revision !== revision) return { kind: "conflict", stored };
  const digest = createHash("sha256").update(JSON.stringify(attribute.texts)).digest("hex");
  if (isRead(stored) && otherWords(stored, attribute) && reviewed !== digest) return { kind: "review", stored, digest };
  const changed = await changeAttribute(orm, key, revision, attribute, by.id);
  if (changed.ok) return { kind: "saved" };
  const now = changed.code === "conflict" ? await editedAttribute(key) : null;
  if (!now) throw new ExpectedError("not-found");
  return { kind: "conflict", stored: now };
}

/** Whether a screen may have said it: a purpose that asks for it was live, or something is kept under it. */
const isRead = ({ usedBy, kept }: EditedAttribute) =>
  usedBy.some(({ status }) => status !== "draft") || kept.values || kept.receipts;

const otherWords = ({ texts: before }: EditedAttribute, { texts }: AttributeFields) =>
  Object.entries(texts).some(
    ([code, { label, explanation }]) =>
      label !== (before[code]?.label ?? "") || (label !== "" && explanation !== (before[code]?.explanation ?? "")),
  );

/** Errors: "in-use" when something refers to it by now, "built-in", "not-found". */
export async function removeAttribute(by: SignedIn, key: string): Promise<void> {
  must(await deleteAttribute(database().orm, key, by.id));
}

function must(result: { readonly ok: true } | { readonly ok: false; readonly code: string }): void {
  if (!result.ok) throw new ExpectedError(result.code);
}
