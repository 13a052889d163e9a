import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { attributeField, type FieldAttribute } from "./attribute-field";
import { Icon } from "./Icon";

const publicLook =
  "min-h-11 w-full max-w-96 rounded-6 border-2 border-control bg-surface px-3 py-2 text-text hover:border-text aria-[invalid=true]:border-danger";

interface AttributeInputProps {
  readonly attribute: FieldAttribute;
  readonly id: string;
  readonly name: string;
  readonly value: string;
  /** A person types about themselves on a public page, an administrator for others on a page of the administration. */
  readonly about: "oneself" | "others";
  /** Whether what is in it is not accepted. */
  readonly wrong?: boolean;
  /** Whether it takes the focus when it is drawn. */
  readonly focused?: boolean;
  /** Ids of what describes it, with a space between them. */
  readonly describedBy?: string | undefined;
}

/** The field for a value of an attribute, everywhere one is typed. Its label is the caller's. */
export function AttributeInput({
  attribute,
  id,
  name,
  value,
  about,
  wrong,
  focused,
  describedBy,
}: AttributeInputProps) {
  const { element, marks } = attributeField(attribute, { about, value });
  const field = {
    ...{ id, name, defaultValue: value, autoFocus: focused, ...marks },
    "aria-invalid": wrong ? (true as const) : undefined,
    "aria-describedby": describedBy,
  };
  const look = about === "oneself" ? publicLook : "input";
  if (element === "select") return <YesOrNo look={look} field={field} />;
  return element === "textarea" ? (
    <textarea className={look} rows={3} {...field} />
  ) : (
    <input className={look} {...field} />
  );
}

function YesOrNo({ look, field }: { readonly look: string; readonly field: ComponentProps<"select"> }) {
  const t = useTranslations("attribute-input");
  const select = (
    <select className={look} {...field}>
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
