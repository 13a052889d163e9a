import { getTranslations } from "next-intl/server";

/** Whether people can sign in through it, as shape and word. */
export async function ProviderStatusBadge({ enabled }: { readonly enabled: boolean }) {
  const t = await getTranslations("identity-providers.list");
  return <span className={enabled ? "status" : "status status-off"}>{t(enabled ? "enabled" : "disabled")}</span>;
}
