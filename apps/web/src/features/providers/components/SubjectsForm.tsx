"use client";

import { useTranslations } from "next-intl";
import { AdminForm } from "@/ui/form/AdminForm";
import { SelectField, TextField } from "@/ui/form/Field";
import { type FormState, openedForm, type PostedForm } from "@/ui/form/form-state";
import { Panel } from "@/ui/Panel";
import { useAdminForm } from "@/ui/form/use-admin-form";

interface SubjectsFormProps {
  readonly action: PostedForm<FormState>;
  readonly provider: { readonly id: string; readonly name: string };
  /** Every provider, this one first. */
  readonly targets: readonly { readonly id: string; readonly name: string }[];
}

/** A list of identifiers before and after. What was typed stays if a line is wrong. */
export function SubjectsForm({ action, provider, targets }: SubjectsFormProps) {
  const t = useTranslations("identity-providers");
  const handle = useAdminForm(action, openedForm, { target: provider.id, list: "" });
  return (
    <AdminForm
      handle={handle}
      order={["target", "list"]}
      sentence={(field, problem) => {
        const [code = "", line = ""] = problem.split(":");
        return t(`problem.${code}`, { field: t(`subjects.${field}`), word: line });
      }}
      hidden={{ provider: provider.id }}
      save={t("subjects.move")}
      cancelHref={`/admin/identity-providers/${provider.id}`}
    >
      <Panel id="subjects" title={t("subjects.panel")}>
        <div className="panel-body">
          <SelectField
            name="target"
            label={t("subjects.target")}
            hint={t("subjects.targetHint")}
            options={targets.map(({ id, name }) => ({ value: id, text: name }))}
          />
          <TextField name="list" label={t("subjects.list")} hint={t("subjects.listHint")} kind="lines" mono />
        </div>
      </Panel>
    </AdminForm>
  );
}
