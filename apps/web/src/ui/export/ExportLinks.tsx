import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages } from "next-intl/server";
import { ExportButtons } from "./ExportButtons";

interface ExportLinksProps {
  /** Without its ending. */
  readonly file: string;
  /** The filter, as it stands in the address. */
  readonly search: string;
}

const formats = ["csv", "json"] as const;

/** Links to the filtered list as a file. */
export async function ExportLinks({ file, search }: ExportLinksProps) {
  const [messages, locale] = await Promise.all([getMessages(), getLocale()]);
  const { export: texts } = messages["admin-lists"];
  return (
    <NextIntlClientProvider locale={locale} timeZone="UTC" messages={{ "admin-lists": { export: texts } }}>
      <ExportButtons
        files={formats.map((format) => ({
          format,
          href: `${file}.${format}${search}`,
          name: `${file.slice(file.lastIndexOf("/") + 1)}.${format}`,
        }))}
      />
    </NextIntlClientProvider>
  );
}
