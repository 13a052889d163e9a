import { useTranslations } from "next-intl";
import type { EditorWorld } from "./editor-types";

/** An obviously invented value for an attribute: its own where the catalogue of texts has one, else one of its type. */
export function useSampleValue(world: EditorWorld): (attribute: string) => string {
  const t = useTranslations("admin-editor.sample");
  return (attribute) => {
    if (attribute !== "type" && t.has(attribute)) return t(attribute);
    return t(`type.${world.attributes.find(({ key }) => key === attribute)?.type ?? "text"}`);
  };
}
