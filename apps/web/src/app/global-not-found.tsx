import { getTranslations } from "next-intl/server";
import { MessagePage } from "@/ui/MessagePage";
import { RootDocument, rootMetadata } from "@/ui/RootDocument";

export { rootViewport as viewport } from "@/ui/RootDocument";

export const generateMetadata = async () => ({
  ...(await rootMetadata()),
  title: (await getTranslations("errors.notFound"))("title"),
});

/**
 * For every address without a page. With several root layouts there is none that it could be shown in, so it brings its
 * own document. A person who is not an administrator sees this for the administration too, so that it does not reveal
 * what exists.
 */
export default async function NotFound() {
  const t = await getTranslations("errors.notFound");
  return (
    <RootDocument>
      <MessagePage title={t("title")} text={t("text")} links={[{ href: "/", text: t("start") }]} />
    </RootDocument>
  );
}
