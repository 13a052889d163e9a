import { getTranslations } from "next-intl/server";
import { Status } from "@/ui/Status";

/** Whether people can sign in through it, as shape and word. */
export async function ProviderStatusBadge({ enabled }: { readonly enabled: boolean }) {
  const t = await getTranslations("identity-providers.list");
  return <Status shape={enabled ? "on" : "off"}>{t(enabled ? "enabled" : "disabled")}</Status>;
}
