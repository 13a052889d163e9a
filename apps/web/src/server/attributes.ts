import "server-only";
import {
  attributeInput,
  type AttributeInput,
  newAttributeInput,
  type NewAttributeInput,
} from "@assent/consent/attribute-input";
import {
  changeAttribute,
  createAttribute,
  deleteAttribute,
  type EditedAttribute,
  findAttribute,
  type ListedAttribute,
  listAttributes,
} from "@assent/database/attribute-editing";
import { getLocale } from "next-intl/server";
import * as z from "zod/mini";
import { languages } from "@/i18n/languages";
import { requireAdministrator, type SignedIn } from "./access";
import { ExpectedError } from "./action";
import { database } from "./database";

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
const labelled = z.refine<{ texts: AttributeInput["texts"] }>(
  ({ texts }) => (texts[first?.code ?? ""]?.label ?? "") !== "",
  { error: "label-missing", path: ["texts", first?.code ?? "", "label"] },
);

export const attributeToAdd = newAttributeInput.check(labelled);
export const attributeToChange = z.object({
  key: z.string(),
  revision: z.string(),
  attribute: attributeInput.check(labelled),
});

/** Errors: "key-taken". */
export async function addAttribute(by: SignedIn, attribute: NewAttributeInput): Promise<void> {
  must(await createAttribute(database().orm, attribute, by.id));
}

/** Errors: "conflict" when somebody else changed it since `revision`, "not-found". */
export async function saveAttribute(
  by: SignedIn,
  key: string,
  { revision, attribute }: { readonly revision: string; readonly attribute: AttributeInput },
): Promise<void> {
  must(await changeAttribute(database().orm, key, revision, attribute, by.id));
}

/** Errors: "in-use" when something refers to it by now, "built-in", "not-found". */
export async function removeAttribute(by: SignedIn, key: string): Promise<void> {
  must(await deleteAttribute(database().orm, key, by.id));
}

function must(result: { readonly ok: true } | { readonly ok: false; readonly code: string }): void {
  if (!result.ok) throw new ExpectedError(result.code);
}
