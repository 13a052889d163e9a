import type { getTranslations } from "next-intl/server";

/** The messages of shown texts. */
export type ShownTextMessages = Awaited<ReturnType<typeof getTranslations<"notice">>>;

/** "Acme and Library Portal" */
export const namesInWords = (names: readonly string[], language: string): string =>
  new Intl.ListFormat(language).format(names);
