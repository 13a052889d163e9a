import { getTranslations } from "next-intl/server";
import { connection } from "next/server";
import { MessagePage } from "@/ui/MessagePage";

export const generateMetadata = async () => ({ title: (await getTranslations("errors.notFound"))("title") });

/** Also what a plain person sees of the administration: it does not say what exists. */
export default async function NotFound() {
  await connection();
  const t = await getTranslations("errors.notFound");
  return <MessagePage title={t("title")} text={t("text")} links={[{ href: "/", text: t("start") }]} />;
}
