import { administrationLanguage, findLanguage } from "./languages";

/** The page that the purpose editor shows in a frame as the preview. */
export const previewPath = "/admin/preview";

export const previewThemes = ["light", "dark"] as const;
export type PreviewTheme = (typeof previewThemes)[number];

/**
 * The language and colours that a preview was requested in, or null for any other page. They are in the address, so
 * that the page around the preview uses the same ones.
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
