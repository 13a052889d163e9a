import "server-only";
import { createHash } from "node:crypto";
import type { AttributeFields, NewAttributeFields } from "@assent/consent/attribute/attribute-fields";
import {
  changeAttribute,
  createAttribute,
  deleteAttribute,
  type EditedAttribute,
} from "@assent/database/attributes/attribute-editing";
import type { SignedIn } from "@/platform/access";
import { database } from "@/platform/database";
import { editedAttribute } from "./queries";
import { ExpectedError, requireOk } from "@/platform/result";

/** Errors: "key-taken". */
export async function addAttribute(by: SignedIn, attribute: NewAttributeFields): Promise<void> {
  requireOk(await createAttribute(database().orm, attribute, by.id));
}

export interface AttributeToSave {
  readonly revision: string;
  readonly attribute: AttributeFields;
  /** `digest` of the words that were shown before they replace others; empty before that. */
  readonly reviewed: string;
}

export type AttributeSaved =
  | { readonly kind: "saved" }
  /** Another administrator changed it since `revision`: its current state. */
  | { readonly kind: "conflict"; readonly stored: EditedAttribute }
  /** The change replaces words that people have read: to be reviewed before it is saved. */
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

/** Whether people may have read its words: a purpose that asks for it was live, or something is stored under it. */
const isRead = ({ usedBy, kept }: EditedAttribute) =>
  usedBy.some(({ status }) => status !== "draft") || kept.values || kept.receipts;

const otherWords = ({ texts: before }: EditedAttribute, { texts }: AttributeFields) =>
  Object.entries(texts).some(
    ([code, { label, explanation }]) =>
      label !== (before[code]?.label ?? "") || (label !== "" && explanation !== (before[code]?.explanation ?? "")),
  );

/** Errors: "in-use" if something refers to it, "built-in", "not-found". */
export async function removeAttribute(by: SignedIn, key: string): Promise<void> {
  requireOk(await deleteAttribute(database().orm, key, by.id));
}
