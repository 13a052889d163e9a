import { administrationLanguage, findLanguage } from "./languages";

/** Where the preview of the purpose editor is drawn: a page of its own, in a frame. */
export const previewPath = "/admin/preview";

export const previewThemes = ["light", "dark"] as const;
export type PreviewTheme = (typeof previewThemes)[number];

/**
 * In which language and colours a preview was asked for, or null for every other page. It stands in the address, so that
 * the page around what is previewed speaks the same language and has the same colours as the page that people will get.
 */
export function previewFrame(path: string | null): { readonly language: string; readonly theme: PreviewTheme } | null {
  const [name, query = ""] = (path ?? "").split("?", 2);
  if (name !== previewPath) return null;
  const asked = new URLSearchParams(query);
  return {
    language: findLanguage(asked.get("language") ?? "")?.code ?? administrationLanguage,
    theme: previewThemes.find((theme) => theme === asked.get("theme")) ?? "light",
  };
}
