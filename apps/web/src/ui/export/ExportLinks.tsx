import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import { freshness, signInAgainPath } from "@/platform/session/freshness";
import { ExportButtons } from "./ExportButtons";

interface ExportLinksProps {
  /** The file name without its extension. */
  readonly file: string;
  /** The filter, as it is in the address. */
  readonly search: string;
}

const formats = ["csv", "json"] as const;

/** Links to the filtered list as a file. */
export async function ExportLinks({ file, search }: ExportLinksProps) {
  if ((await freshness()) !== "fresh") return <SignInFirst page={`${file.slice(0, file.lastIndexOf("/"))}${search}`} />;
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

/** Asks for a fresh sign-in, so that no one exports a list of people at a screen that was left open. */
async function SignInFirst({ page }: { readonly page: string }) {
  const t = await getTranslations("admin-lists.export");
  return (
    <a className="button" href={signInAgainPath(page)}>
      {t("again")}
    </a>
  );
}
