import { attributeTypes } from "@assent/consent/attribute/attribute";
import { personalDataCategories } from "@assent/consent/attribute/personal-data";
import { attributeProblems } from "@assent/consent/attribute/attribute-fields";
import { getTranslations } from "next-intl/server";
import { FormMessages } from "@/ui/form/FormMessages";
import type { SectionsField } from "@/ui/form/SectionsForm";
import { editAttributeAction } from "../actions";
import type { EditedAttribute } from "../queries";
import { attributeLanguages } from "../schema";
import { AttributeForm } from "./AttributeForm";

/** The editor of one attribute, or of a new one. */
export async function AttributeEditForm({ attribute }: { readonly attribute: EditedAttribute | null }) {
  const t = await getTranslations("admin-attributes");
  const problems = Object.fromEntries(
    [...attributeProblems, "key-taken" as const].map((code) => [code, t(`problem.${code}`)]),
  );
  const field = (text: string, kind: SectionsField["kind"], name = text): SectionsField => ({
    ...{ name, kind, problems },
    label: t(`field.${text}`),
    hint: t(`hint.${text}`),
  });
  const words = attributeLanguages.map(({ code, name }, index) => ({
    title: t("wordsIn", { language: name }),
    fields: [
      { ...field("label", "line", `texts.${code}.label`), optional: index > 0 },
      { ...field("explanation", "lines", `texts.${code}.explanation`), optional: true },
    ],
  }));
  const types = attributeTypes.map((type) => ({ value: type, text: t(`type.${type}`) }));
  const kind = attribute ? [] : [field("key", "code"), { ...field("type", "one"), options: types }];
  const categories = [
    { value: "", text: t("categoryNone") },
    ...personalDataCategories.map((term) => ({ value: term, text: inWords(term) })),
  ];
  const category: SectionsField = { ...field("category", "one"), options: categories };
  const treated = (["sensitive", "selfAssertable", "masked"] as const).map((name) => field(name, "box"));
  return (
    <FormMessages>
      <AttributeForm
        action={editAttributeAction}
        stored={storedFields(attribute)}
        edited={attribute && { key: attribute.key, revision: attribute.revision }}
        sections={[...words, { title: t("kind"), fields: [...kind, category, ...treated] }]}
        failures={{ "not-found": t("failure.not-found") }}
      />
    </FormMessages>
  );
}

/** "EmailAddress" → "Email address" */
const inWords = (term: string) => term.replace(/(?<=[a-z])[A-Z](?=[a-z])/g, (letter) => ` ${letter.toLowerCase()}`);

function storedFields(attribute: EditedAttribute | null): Record<string, string> {
  const box = (name: "sensitive" | "selfAssertable" | "masked") => (attribute?.[name] ? "on" : "");
  const words = attributeLanguages.flatMap(({ code }) =>
    (["label", "explanation"] as const).map((word) => [`texts.${code}.${word}`, attribute?.texts[code]?.[word] ?? ""]),
  );
  return {
    ...(attribute ? {} : { key: "", type: "text" }),
    category: attribute?.category ?? "",
    ...{ sensitive: box("sensitive"), selfAssertable: box("selfAssertable"), masked: box("masked") },
    ...Object.fromEntries(words),
  };
}
