import { getTranslations } from "next-intl/server";
import { MessagePage } from "@/ui/MessagePage";

export const generateMetadata = async () => ({ title: (await getTranslations("errors.forbidden"))("title") });

/** For a form that no page of ours sent, or that its sender may not send. The proxy sets the status, 403. */
export default async function Refused() {
  const t = await getTranslations("errors.forbidden");
  return <MessagePage title={t("title")} text={t("text")} links={[{ href: "/", text: t("start") }]} />;
}
