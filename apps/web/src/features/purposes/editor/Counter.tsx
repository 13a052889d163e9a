"use client";

import { codePoints, tidy } from "@assent/consent/text/plain-text";
import { useTranslations } from "next-intl";
import { useDraft } from "./EditorContext";
import { useHydrated } from "@/ui/form/use-hydrated";

interface CounterProps {
  readonly id: string;
  readonly field: "description" | "details";
  readonly most: number;
}

/** The length of a text, counted as on the server. It is not shown without JavaScript, because it could not update. */
export function Counter({ id, field, most }: CounterProps) {
  const t = useTranslations("admin-editor.read");
  const hydrated = useHydrated();
  const count = codePoints(tidy(useDraft()[field]));
  if (!hydrated) return null;
  const over = count - most;
  return (
    <small id={id} className={over > 0 ? "tabular-nums text-danger" : "tabular-nums"}>
      {over > 0 ? t("counterOver", { over }) : t("counter", { count, most })}
    </small>
  );
}
