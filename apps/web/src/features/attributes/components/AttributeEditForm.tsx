import { attributeTypes } from "@assent/consent/attribute/attribute";
import { getTranslations } from "next-intl/server";
import { AttributeForm } from "./AttributeForm";
import { type EditedAttribute } from "../queries";
import { ProviderMessages } from "@/ui/ProviderMessages";
import { editAttributeAction } from "../actions";
import { attributeLanguages } from "../schema";

const problems = [
  "key-missing",
  "key-shape",
  "key-reserved",
  "key-taken",
  "type-unknown",
  "label-missing",
  "label-too-long",
  "explanation-too-long",
  "control-characters",
  "malformed",
] as const;

/** The editor of one attribute, or of a new one. */
export async function AttributeEditForm({ attribute }: { readonly attribute: EditedAttribute | null }) {
  const t = await getTranslations("admin-attributes");
  const stored: Record<string, string> = {
    key: attribute?.key ?? "",
    type: attribute?.type ?? "text",
    sensitive: attribute?.sensitive ? "on" : "",
    selfAssertable: attribute?.selfAssertable ? "on" : "",
    masked: attribute?.masked ? "on" : "",
  };
  for (const { code } of attributeLanguages) {
    stored[`texts.${code}.label`] = attribute?.texts[code]?.label ?? "";
    stored[`texts.${code}.explanation`] = attribute?.texts[code]?.explanation ?? "";
  }
  const field = (name: string) => ({ label: t(`field.${name}`), hint: t(`hint.${name}`) });
  return (
    <ProviderMessages of={[]}>
      <AttributeForm
        action={editAttributeAction}
        stored={stored}
        revision={attribute?.revision ?? null}
        types={attributeTypes.map((type) => ({ value: type, text: t(`type.${type}`) }))}
        languages={attributeLanguages.map(({ code, name }, index) => ({
          code,
          title: t("wordsIn", { language: name }),
          optional: index > 0,
        }))}
        sections={{ kind: t("kind") }}
        words={{
          failures: { "not-found": t("failure.not-found") },
          problems: Object.fromEntries(problems.map((code) => [code, t(`problem.${code}`)])),
          fields: {
            key: field("key"),
            type: field("type"),
            sensitive: field("sensitive"),
            selfAssertable: field("selfAssertable"),
            masked: field("masked"),
            label: field("label"),
            explanation: field("explanation"),
          },
        }}
      />
    </ProviderMessages>
  );
}
