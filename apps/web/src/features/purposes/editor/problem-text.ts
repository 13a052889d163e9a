import { useTranslations } from "next-intl";
import type { PurposeDraft } from "./draft";
import { labelOf, type EditorContextData } from "./editor-types";

/** Gives the sentence for a code: it names exactly what is wrong, with the name or the category it is about. */
export function useProblemText(world: EditorContextData) {
  const t = useTranslations("admin-editor.problem");
  return (path: string, code: string, draft: PurposeDraft, chosen: string): string => {
    const [field, row] = path.split(".");
    const key = field === "attributes" ? (draft.attributes[Number(row)]?.key ?? "") : chosen;
    const values = { name: draft.name.trim(), organisation: world.organisation, label: labelOf(world, key) };
    return t.has(code) ? t(code, values) : t("malformed");
  };
}
