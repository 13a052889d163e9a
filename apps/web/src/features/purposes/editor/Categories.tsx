"use client";

import { useTranslations } from "next-intl";
import { useProblem } from "@/ui/form/AdminForm";
import { Panel } from "@/ui/Panel";
import { ProblemText } from "@/ui/form/Field";
import { CategoryRow } from "./CategoryRow";
import { Chooser } from "./Chooser";
import type { EditorRow } from "./use-row-steps";

interface CategoriesProps {
  readonly rows: readonly EditorRow[];
  /** Announced after a row was added, moved or removed. */
  readonly said: string;
}

/** The PII categories of the purpose, in the order in which people see them. */
export function Categories({ rows, said }: CategoriesProps) {
  const t = useTranslations("admin-editor.categories");
  const problem = useProblem("attributes");
  return (
    <Panel id="categories" title={t("title")} text={t("lead")}>
      <div className="panel-body">
        <ProblemText id="attributes" text={problem} />
        {rows.length > 0 ? (
          <ol className="mt-2 divide-y divide-border border-y border-border">
            {rows.map((row, index) => (
              <CategoryRow key={row.id} row={row} index={index} count={rows.length} />
            ))}
          </ol>
        ) : (
          <p className="border-y border-border py-4 text-muted">{t("none")}</p>
        )}
        <Chooser rows={rows} />
        <p className="sr-only" role="status">
          {said}
        </p>
      </div>
    </Panel>
  );
}
