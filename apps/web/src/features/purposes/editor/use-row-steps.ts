import { useTranslations } from "next-intl";
import { useState } from "react";
import { type UseFormReturn, useFieldArray } from "react-hook-form";
import { fieldsOf } from "@/ui/form/form-values";
import { basisField, readDraftFields, type PurposeDraftRow } from "./draft";
import { type EditorContextData, labelOf } from "./editor-types";
import { fieldId } from "./field-ids";
import type { MoveStep, RowStep } from "./form-fields";
import { changeRows } from "./rows";

export interface EditorRow extends PurposeDraftRow {
  /** Stays the same when the row moves. */
  readonly id: string;
}

/** Adding, moving and removing rows in the browser: by the same rules as on the server, with an announcement. */
export function useRowSteps(world: EditorContextData, library: UseFormReturn) {
  const t = useTranslations("admin-editor.categories");
  const list = useFieldArray({ control: library.control, name: "attributes" });
  const [said, setSaid] = useState("");

  const take = (step: RowStep) => {
    const fields = fieldsOf(library.getValues());
    const before = readDraftFields(fields).attributes;
    const chosen = fields["add"] ?? "";
    const { problem } = changeRows(before, step, chosen, new Set(world.attributes.map(({ key }) => key)));
    if (problem) {
      library.setError("add", { type: "step", message: problem });
      setSaid("");
      focusSoon("add");
      return;
    }
    library.clearErrors(["add", "attributes"]);
    if (step.do === "add") {
      list.append({ key: chosen, mandatory: "", basis: "consent", reason: "" }, { shouldFocus: false });
      library.setValue("add", "");
      setSaid(t("added", { label: labelOf(world, chosen) }));
      focusSoon("add");
      return;
    }
    moveOrRemove(step, before);
  };

  const moveOrRemove = (step: MoveStep, before: readonly PurposeDraftRow[]) => {
    const label = labelOf(world, before[step.row]?.key ?? "");
    if (step.do === "remove") {
      list.remove(step.row);
      setSaid(t("removed", { label }));
      const next = Math.min(step.row, before.length - 2);
      focusSoon(next < 0 ? "add" : fieldId(`attributes.${next}.key`));
      return;
    }
    const to = step.do === "up" ? step.row - 1 : step.row + 1;
    if (to < 0 || to >= before.length) return;
    list.swap(step.row, to);
    setSaid(t("moved", { label, position: to + 1, count: before.length }));
    const atEnd = step.do === "up" ? to === 0 : to === before.length - 1;
    focusSoon(`row-${to}-${atEnd ? opposite[step.do] : step.do}`);
  };

  const rows = list.fields.map(({ id, ...row }): EditorRow => {
    const { key = "", mandatory = "", basis = "", reason = "" } = fieldsOf(row);
    return { id, key, mandatory: mandatory !== "", reason, ...basisField(basis) };
  });
  return { rows, said, take };
}

const opposite = { up: "down", down: "up" } as const;

/** Sets the focus after the rows were rendered again, because a button that moved or was removed would lose it. */
function focusSoon(id: string): void {
  requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(id)?.focus()));
}
