import { getTranslations } from "next-intl/server";
import { connection } from "next/server";
import { MessagePage } from "@/ui/MessagePage";

export const generateMetadata = async () => ({ title: (await getTranslations("errors.notFound"))("title") });

/**
 * A person who is not an administrator sees this for the administration too, so that it does not reveal what exists.
 */
export default async function NotFound() {
  await connection();
  const t = await getTranslations("errors.notFound");
  return <MessagePage title={t("title")} text={t("text")} links={[{ href: "/", text: t("start") }]} />;
}
