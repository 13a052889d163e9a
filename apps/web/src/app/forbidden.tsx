import { getTranslations } from "next-intl/server";
import { connection } from "next/server";
import { MessagePage } from "@/components/MessagePage";

/** For a form that no page of ours sent, or that its sender may not send. What exists stays a secret: see not-found. */
export default async function Forbidden() {
  await connection();
  const t = await getTranslations("errors.forbidden");
  return <MessagePage title={t("title")} text={t("text")} links={[{ href: "/", text: t("start") }]} />;
}
