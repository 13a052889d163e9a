import "server-only";
import * as z from "zod/mini";
import { attributeFields, type AttributeFields, newAttributeFields } from "@assent/consent/attribute/attribute-fields";
import { languages } from "@/platform/i18n/languages";

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
