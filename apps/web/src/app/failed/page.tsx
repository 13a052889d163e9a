import { getTranslations } from "next-intl/server";
import { MessagePage } from "@/ui/MessagePage";
import { env } from "@/platform/env";
import { returnPath } from "@/platform/links/return-path";
import { firstValue, type SearchParams } from "@/platform/request-input";

export const generateMetadata = async () => ({ title: (await getTranslations("errors.failed"))("title") });

/** Shown when a page could not be rendered: see platform/error-page.ts. The proxy sets the status, 500. */
export default async function Failed({ searchParams }: { searchParams: SearchParams }) {
  const [search, t] = await Promise.all([searchParams, getTranslations("errors.failed")]);
  const reference = firstValue(search["reference"]) ?? "";
  const links = [
    { href: returnPath(firstValue(search["back"]), env().origin), text: t("retry") },
    { href: "/", text: t("start") },
  ];
  return (
    <MessagePage title={t("title")} text={t("text")} links={links}>
      {/^[0-9A-F]{8}$/.test(reference) && (
        <p className="mt-1 max-w-text text-muted">
          {t("reference")} <span className="mono">{reference}</span>
        </p>
      )}
    </MessagePage>
  );
}
