import { noticeBases } from "@assent/consent/purpose/purpose";
import { useTranslations } from "next-intl";
import { Choice, Choices } from "@/ui/form/Choices";
import { useProblem } from "@/ui/form/AdminForm";
import { ProblemText, SelectField, TextField } from "@/ui/form/Field";

/** One attribute of the catalogue, and what to consider before it is listed. */
export interface ListableAttribute {
  readonly key: string;
  readonly label: string;
  readonly sensitive: boolean;
  readonly mapped: boolean;
}

/** The fields of a notice: purpose, legal basis, duration and attributes. */
export function NoticeFields({ attributes }: { readonly attributes: readonly ListableAttribute[] }) {
  const t = useTranslations("identity-providers");
  const text = (name: "noticeName" | "noticeText" | "noticeDays") => ({
    name,
    label: t(`provisioning.field.${name}`),
    hint: t(`provisioning.hint.${name}`),
  });
  return (
    <>
      <TextField {...text("noticeName")} />
      <SelectField
        name="noticeBasis"
        label={t("provisioning.field.noticeBasis")}
        options={["", ...noticeBases].map((value) => ({ value, text: t(`provisioning.basis.${value || "none"}`) }))}
        hint={t("provisioning.hint.noticeBasis")}
      />
      <TextField {...text("noticeText")} kind="lines" />
      <TextField {...text("noticeDays")} optional />
      <div className="field" id="noticeList">
        <p className="field-label">{t("provisioning.field.noticeList")}</p>
        <ProblemText id="noticeList" text={useProblem("noticeList")} />
        <Choices legend={t("provisioning.field.noticeList")}>
          {(["none", "listed"] as const).map((value) => (
            <Choice key={value} type="radio" name="noticeList" value={value} text={t(`provisioning.${value}`)} />
          ))}
        </Choices>
        <div className="listed">
          <Choices legend={t("provisioning.listed")}>
            {attributes.map(({ key, label, sensitive, mapped }) => (
              <Choice
                key={key}
                type="checkbox"
                name={`told.${key}`}
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
