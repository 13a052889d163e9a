import "server-only";
import { getTranslations } from "next-intl/server";
import { currentOrganisation } from "./organisation";

/** "Page – Acme", or "Error: Page – Acme" after a submission that was not accepted. */
export async function pageTitle(page: string, options: { readonly error?: boolean } = {}): Promise<{ title: string }> {
  const t = await getTranslations("common");
  const title = t("title", { page, organisation: (await currentOrganisation()).displayName });
  return { title: options.error ? t("errorTitle", { page: title }) : title };
}
