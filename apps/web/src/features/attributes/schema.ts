import "server-only";
import * as z from "zod/mini";
import { attributeFields, type AttributeFields, newAttributeFields } from "@assent/consent/attribute/attribute-fields";
import { languages } from "@/platform/i18n/languages";

/** The languages that an attribute can have words in: those of the screens, with the required one first. */
export const attributeLanguages: readonly { readonly code: string; readonly name: string }[] = languages.map(
  ({ code, name }) => ({ code, name }),
);

const [first] = attributeLanguages;

/** The first language must have a label. People whose language has none read that one. */
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
