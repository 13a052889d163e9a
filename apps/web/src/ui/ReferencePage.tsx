import { getTranslations } from "next-intl/server";
import { env } from "@/platform/env";
import { returnPath } from "@/platform/links/return-path";
import { firstValue, type SearchParams } from "@/platform/request-input";
import { MessagePage } from "./MessagePage";

interface ReferencePageProps {
  /** Its words in the message catalogue. */
  readonly what: "failed" | "unavailable";
  readonly searchParams: SearchParams;
}

/** Says that something did not work, with the reference of the log line, and where to try again. */
export async function ReferencePage({ what, searchParams }: ReferencePageProps) {
  const [search, t] = await Promise.all([searchParams, getTranslations(`errors.${what}`)]);
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
