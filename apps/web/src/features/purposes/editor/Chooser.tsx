"use client";

import { useTranslations } from "next-intl";
import { useField } from "@/ui/form/AdminForm";
import { ProblemText } from "@/ui/form/Field";
import { Icon } from "@/ui/Icon";
import type { PurposeDraftRow } from "./draft";
import { useEditor } from "./EditorContext";

/** The catalogue to choose from. Attributes that are already in the purpose are a separate group. */
export function Chooser({ rows }: { readonly rows: readonly PurposeDraftRow[] }) {
  const t = useTranslations("admin-editor.categories");
  const world = useEditor();
  const { id, value, problem, register } = useField("add");
  const taken = new Set(rows.map(({ key }) => key));
  const option = ({ key, label }: { key: string; label: string }) => (
    <option key={key} value={key}>
      {label}
    </option>
  );
  return (
    <div className="[&>.field-problem]:mt-3 [&>.field-problem]:-mb-1">
      <ProblemText id={id} text={problem} />
      <div className="mt-3 flex items-end gap-2 max-[30rem]:flex-col max-[30rem]:items-stretch">
        <div className="field flex-auto">
          <label className="sr-only" htmlFor="add">
            {t("chooser")}
          </label>
          <span className="pick">
            <select
              {...register}
              id={id}
              defaultValue={value}
              aria-invalid={problem ? true : undefined}
              aria-describedby={problem ? `${id}-problem` : undefined}
            >
              <option value="">{t("choose")}</option>
              {world.attributes.filter(({ key }) => !taken.has(key)).map(option)}
              {taken.size > 0 && (
                <optgroup label={t("alreadyIn")}>
                  {world.attributes.filter(({ key }) => taken.has(key)).map(option)}
                </optgroup>
              )}
            </select>
            <Icon name="open" />
          </span>
        </div>
        <button className="button" type="submit" name="do" value="add">
          <Icon name="plus" />
          {t("add")}
        </button>
      </div>
    </div>
  );
}
