import { getLocale, getTranslations } from "next-intl/server";
import { datesOf } from "@/platform/i18n/dates";
import type { MyData } from "../queries";
import { HistoryEntry, HistoryList } from "@/ui/HistoryList";

/** The providers that the person signs in through, and those that they can connect or disconnect. */
export async function MyIdentities({ identities, connectable }: Pick<MyData, "identities" | "connectable">) {
  const t = await getTranslations("my-data.identities");
  const { day } = datesOf(await getLocale());
  return (
    <>
      <div className="mb-2">
        <HistoryList>
          {identities.map(({ providerName, slug, subject, since, enabled, canDisconnect }) => (
            <HistoryEntry
              key={slug}
              name={providerName}
              act={
                canDisconnect && (
                  <a href={`/me/disconnect/${encodeURIComponent(slug)}`}>
                    {t("disconnect")}
                    <span className="sr-only"> {providerName}</span>
                  </a>
                )
              }
            >
              {t.rich("linked", { date: day(since), subject, bdi: (text) => <bdi>{text}</bdi> })}
              {!enabled && ` ${t("off")}`}
            </HistoryEntry>
          ))}
        </HistoryList>
      </div>
      {connectable.length > 0 && (
        <>
          <p className="mt-1 max-w-text text-muted">{t("connectText")}</p>
          <div className="mt-4 flex flex-wrap gap-3">
            {connectable.map(({ slug, name }) => (
              <a className="button" key={slug} href={`/me/connect/${encodeURIComponent(slug)}`}>
                {t("connect", { provider: name })}
              </a>
            ))}
          </div>
        </>
      )}
    </>
  );
}
