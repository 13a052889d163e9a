import { noticeBases } from "@assent/consent/purpose/purpose";
import { useTranslations } from "next-intl";
import { Choice, Choices } from "@/ui/form/Choices";
import { Field, SelectField, FieldProblemText } from "@/ui/form/Field";

/** One attribute of the catalogue, and what to think of before it is put on the list. */
export interface ListableAttribute {
  readonly key: string;
  readonly label: string;
  readonly sensitive: boolean;
  readonly mapped: boolean;
}

interface NoticeFieldsProps {
  readonly shown: Readonly<Record<string, string>>;
  readonly sentences: Readonly<Record<string, string>>;
  readonly attributes: readonly ListableAttribute[];
}

/** What people are told who are not asked: for what, on which ground, for how long, and which attributes. */
export function NoticeFields({ shown, sentences, attributes }: NoticeFieldsProps) {
  const t = useTranslations("identity-providers");
  const text = (name: "noticeName" | "noticeText" | "noticeDays") => ({
    name,
    label: t(`provisioning.field.${name}`),
    value: shown[name] ?? "",
    hint: t(`provisioning.hint.${name}`),
    problem: sentences[name],
  });
  return (
    <>
      <Field {...text("noticeName")} />
      <SelectField
        name="noticeBasis"
        label={t("provisioning.field.noticeBasis")}
        value={shown["noticeBasis"] ?? ""}
        options={["", ...noticeBases].map((value) => ({ value, text: t(`provisioning.basis.${value || "none"}`) }))}
        hint={t("provisioning.hint.noticeBasis")}
        problem={sentences["noticeBasis"]}
      />
      <Field {...text("noticeText")} kind="lines" />
      <Field {...text("noticeDays")} mark={t("optional")} />
      <div className="field" id="noticeList">
        <p className="field-label">{t("provisioning.field.noticeList")}</p>
        <FieldProblemText name="noticeList" text={sentences["noticeList"]} />
        <Choices legend={t("provisioning.field.noticeList")}>
          {(["none", "listed"] as const).map((value) => (
            <Choice
              key={value}
              type="radio"
              name="noticeList"
              value={value}
              checked={shown["noticeList"] === value}
              text={t(`provisioning.${value}`)}
            />
          ))}
        </Choices>
        <div className="listed">
          <Choices legend={t("provisioning.listed")}>
            {attributes.map(({ key, label, sensitive, mapped }) => (
              <Choice
                key={key}
                type="checkbox"
                name={`told.${key}`}
                value="on"
                checked={shown[`told.${key}`] === "on"}
                text={label}
                warning={
                  [sensitive && t("provisioning.sensitive"), !mapped && t("provisioning.unmapped")]
                    .filter(Boolean)
                    .join(" ") || null
                }
              />
            ))}
          </Choices>
        </div>
      </div>
    </>
  );
}
