"use client";

import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { CategoryRow } from "./CategoryRow";
import { Chooser } from "./Chooser";
import type { PurposeDraftRow } from "./draft";
import { FieldProblem } from "./FieldProblem";
import { Panel } from "@/ui/Panel";

interface CategoriesProps {
  readonly rows: readonly (PurposeDraftRow & { readonly id: string })[];
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
  readonly chooser: RefObject<HTMLSelectElement | null>;
  /** Read out after a row was added, moved or removed. */
  readonly said: string;
}

/** The PII categories of the purpose, in the order in which people see them. */
export function Categories({ rows, chosen, onChoose, chooser, said }: CategoriesProps) {
  const t = useTranslations("admin-editor.categories");
  return (
    <Panel id="categories" title={t("title")} text={t("lead")}>
      <div className="panel-body">
        <FieldProblem path="attributes" />
        {rows.length > 0 ? (
          <ol className="mt-2 divide-y divide-border border-y border-border">
            {rows.map((row, index) => (
              <CategoryRow key={row.id} row={row} index={index} count={rows.length} />
            ))}
          </ol>
        ) : (
          <p className="border-y border-border py-4 text-muted">{t("none")}</p>
        )}
        <Chooser rows={rows} chosen={chosen} onChoose={onChoose} select={chooser} />
        <p className="sr-only" role="status">
          {said}
        </p>
      </div>
    </Panel>
  );
}
