"use client";

import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { Icon } from "@/ui/Icon";
import type { PurposeDraftRow } from "./draft";
import { useEditor } from "./EditorContext";
import { FieldProblem, useFieldMarks } from "./FieldProblem";

interface ChooserProps {
  readonly rows: readonly PurposeDraftRow[];
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
  readonly select: RefObject<HTMLSelectElement | null>;
}

/** The catalogue to choose from. What is in the purpose already stands apart, and adding it again is answered. */
export function Chooser({ rows, chosen, onChoose, select }: ChooserProps) {
  const t = useTranslations("admin-editor.categories");
  const { world } = useEditor();
  const taken = new Set(rows.map(({ key }) => key));
  const option = ({ key, label }: { key: string; label: string }) => (
    <option key={key} value={key}>
      {label}
    </option>
  );
  return (
    <div className="[&>.field-problem]:mt-3 [&>.field-problem]:-mb-1">
      <FieldProblem path="add" chosen={chosen} />
      <div className="mt-3 flex items-end gap-2 max-[30rem]:flex-col max-[30rem]:items-stretch">
        <div className="field flex-auto">
          <label className="sr-only" htmlFor="add">
            {t("chooser")}
          </label>
          <span className="pick">
            <select
              ref={select}
              name="add"
              {...useFieldMarks("add")}
              value={chosen}
              onChange={(event) => onChoose(event.target.value)}
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
