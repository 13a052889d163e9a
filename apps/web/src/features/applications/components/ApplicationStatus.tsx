import { getTranslations } from "next-intl/server";
import { Status } from "@/ui/Status";

/** Whether people can sign in to an application. */
export async function ApplicationStatus({ enabled }: { readonly enabled: boolean }) {
  const t = await getTranslations("admin-applications");
  return <Status shape={enabled ? "on" : "off"}>{t(enabled ? "enabled" : "disabled")}</Status>;
}
