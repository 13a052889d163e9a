import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { attributeField, type FieldAttribute } from "./attribute-field";
import { Icon } from "./Icon";

const publicLook =
  "min-h-11 w-full max-w-96 rounded-6 border-2 border-control bg-surface px-3 py-2 text-text hover:border-text aria-[invalid=true]:border-danger";

interface AttributeInputProps {
  readonly attribute: FieldAttribute;
  /** A person types about themselves on a public page, an administrator for others on a page of the administration. */
  readonly about: "oneself" | "others";
  readonly id: string;
  readonly name: string;
  readonly defaultValue: string;
  readonly autoFocus?: boolean;
  readonly "aria-invalid"?: true | undefined;
  readonly "aria-describedby"?: string | undefined;
}

/** The field for a value of an attribute, wherever a person types one. The caller adds the label. */
export function AttributeInput({ attribute, about, ...control }: AttributeInputProps) {
  const { element, marks } = attributeField(attribute, { about, value: control.defaultValue });
  const look = about === "oneself" ? publicLook : "input";
  if (element === "select") return <YesOrNo look={look} control={{ ...marks, ...control }} />;
  return element === "textarea" ? (
    <textarea className={look} rows={3} {...marks} {...control} />
  ) : (
    <input className={look} {...marks} {...control} />
  );
}

function YesOrNo({ look, control }: { readonly look: string; readonly control: ComponentProps<"select"> }) {
  const t = useTranslations("attribute-input");
  const select = (
    <select className={look} {...control}>
      <option value="">{t("none")}</option>
      <option value="true">{t("true")}</option>
      <option value="false">{t("false")}</option>
    </select>
  );
  if (look === publicLook) return select;
  return (
    <span className="pick">
      {select}
      <Icon name="open" />
    </span>
  );
}
