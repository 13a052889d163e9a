import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useRef, useState } from "react";
import { type UseFieldArrayReturn, useFormContext } from "react-hook-form";
import type { PurposeDraft } from "./draft";
import { labelOf, type EditorContextData } from "./editor-types";
import type { MoveStep, RowStep } from "./form-fields";
import { fieldId } from "./problems";
import { changeRows, type ChooserProblem } from "./rows";
import { useHydrated } from "@/ui/form/use-hydrated";

/** Adding, moving and removing rows in the browser: the same rules as on the server, and it says what it did. */
export function useRowSteps(
  world: EditorContextData,
  list: UseFieldArrayReturn<PurposeDraft, "attributes">,
  first: string,
) {
  const t = useTranslations("admin-editor.categories");
  const { getValues } = useFormContext<PurposeDraft>();
  const [chosen, setChosen] = useState(first);
  const [problem, setProblem] = useState<ChooserProblem | null>(null);
  const [said, setSaid] = useState("");
  const chooser = useRef<HTMLSelectElement>(null);
  useChosenEarly(chooser, setChosen);

  const choose = (key: string) => {
    setChosen(key);
    setProblem(null);
  };

  const take = (step: RowStep) => {
    const before = getValues("attributes");
    const known = new Set(world.attributes.map(({ key }) => key));
    const change = changeRows(before, step, chosen, known);
    setProblem(change.problem);
    if (change.problem) {
      setSaid("");
      chooser.current?.focus();
      return;
    }
    if (step.do === "add") {
      list.append({ key: chosen, mandatory: false, reason: "" }, { shouldFocus: false });
      setSaid(t("added", { label: labelOf(world, chosen) }));
      setChosen("");
      chooser.current?.focus();
      return;
    }
    moveOrRemove(step, before);
  };

  const moveOrRemove = (step: MoveStep, before: PurposeDraft["attributes"]) => {
    const label = labelOf(world, before[step.row]?.key ?? "");
    if (step.do === "remove") {
      list.remove(step.row);
      setSaid(t("removed", { label }));
      const next = Math.min(step.row, before.length - 2);
      focusSoon(next < 0 ? "add" : `row-${next}-remove`);
      return;
    }
    const to = step.do === "up" ? step.row - 1 : step.row + 1;
    if (to < 0 || to >= before.length) return;
    list.swap(step.row, to);
    setSaid(t("moved", { label, position: to + 1, count: before.length }));
    const atEnd = step.do === "up" ? to === 0 : to === before.length - 1;
    focusSoon(`row-${to}-${atEnd ? opposite[step.do] : step.do}`);
  };

  return { chosen, choose, chooser, problem, setProblem, said, take };
}

/** As with what is typed early: what was chosen before the scripts had loaded stays chosen. */
function useChosenEarly(chooser: RefObject<HTMLSelectElement | null>, choose: (key: string) => void): void {
  const takingOver = !useHydrated();
  const [early] = useState(() => (takingOver && typeof document !== "undefined" ? servedChoice() : ""));
  const looked = useRef(false);
  useEffect(() => {
    if (looked.current) return;
    looked.current = true;
    // Until now it may have been chosen, whatever the first look saw.
    const chosen = chooser.current?.value || early;
    if (chosen) choose(chosen);
  }, [chooser, choose, early]);
}

function servedChoice(): string {
  const served = document.getElementById(fieldId("add"));
  return served instanceof HTMLSelectElement ? served.value : "";
}

const opposite = { up: "down", down: "up" } as const;

/** After the rows were drawn anew; a button that moved or vanished would leave the focus nowhere. */
function focusSoon(id: string): void {
  requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(id)?.focus()));
}
