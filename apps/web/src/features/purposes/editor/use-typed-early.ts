import { useEffect, useRef, useState } from "react";
import type { PurposeDraft } from "./draft";
import { readDraft } from "./form-fields";
import { useHydrated } from "@/ui/form/use-hydrated";

/**
 * A fast typist writes before the scripts have loaded, and the form library would put the old values back. What stands in
 * the served form when React takes it over is read before that happens, and given to `restore` afterwards.
 */
export function useTypedEarly(formId: string, opened: PurposeDraft, restore: (typed: PurposeDraft) => void): void {
  const takingOver = !useHydrated();
  const [typed] = useState(() => (takingOver ? readServedForm(formId) : null));
  const looked = useRef(false);
  useEffect(() => {
    if (looked.current) return;
    looked.current = true;
    if (typed && JSON.stringify(typed) !== JSON.stringify(opened)) restore(typed);
  }, [typed, opened, restore]);
}

function readServedForm(formId: string): PurposeDraft | null {
  if (typeof document === "undefined") return null;
  const form = document.getElementById(formId);
  return form instanceof HTMLFormElement ? readDraft(new FormData(form)) : null;
}
