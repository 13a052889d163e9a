"use client";

import { useTranslations } from "next-intl";
import { useField, useProblem } from "@/ui/form/AdminForm";
import { BoxField, ProblemText } from "@/ui/form/Field";
import { Panel } from "@/ui/Panel";
import { useEditor } from "./EditorContext";
import { recipientField } from "./draft";

/** Who gets what is agreed to: the organisation, and applications. Renders nothing if there is no choice. */
export function RecipientFields() {
  const t = useTranslations("admin-editor.recipients");
  const { organisation, applications } = useEditor();
  const problem = useProblem("recipients");
  const own = useField(recipientField.organisation);
  if (applications.length === 0 && own.value === "on" && !problem) {
    return <input type="hidden" {...own.register} defaultValue="on" />;
  }
  return (
    <Panel id="recipients" title={t("title")} text={t("lead")}>
      <fieldset className="panel-body" aria-describedby={problem ? "recipients-problem" : undefined}>
        <legend className="sr-only">{t("title")}</legend>
        <ProblemText id="recipients" text={problem} />
        <BoxField name={recipientField.organisation} label={organisation} hint={t("organisationHint")} />
        {applications.map(({ id, name }) => (
          <BoxField key={id} name={recipientField.application(id)} label={name} />
        ))}
      </fieldset>
    </Panel>
  );
}
