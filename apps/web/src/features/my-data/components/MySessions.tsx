import { getLocale, getTranslations } from "next-intl/server";
import { datesOf } from "@/platform/i18n/dates";
import type { MyData } from "../queries";
import { HistoryEntry, HistoryList } from "@/ui/HistoryList";

/** Where the person is signed in, and how to end it. */
export async function MySessions({ sessions }: Pick<MyData, "sessions">) {
  const t = await getTranslations("my-data.sessions");
  const { moment } = datesOf(await getLocale());
  return (
    <>
      <HistoryList>
        {sessions.map(({ handle, providerName, createdAt, expiresAt, isThis }) => (
          <HistoryEntry
            key={handle}
            time={{ iso: createdAt.toISOString(), text: moment(createdAt) }}
            act={
              !isThis && (
                <form action="/me/sessions" method="post">
                  <input type="hidden" name="which" value={handle} />
                  <button className="button" type="submit">
                    {t("end")}
                    <span className="sr-only"> {t("of", { date: moment(createdAt) })}</span>
                  </button>
                </form>
              )
            }
          >
            {t("through", { provider: providerName ?? "" })} {t(isThis ? "this" : "until", { date: moment(expiresAt) })}
          </HistoryEntry>
        ))}
      </HistoryList>
      {sessions.length > 1 && (
        <form className="mt-4 flex flex-wrap gap-3" action="/me/sessions" method="post">
          <input type="hidden" name="which" value="others" />
          <button className="button" type="submit">
            {t("endOthers")}
          </button>
        </form>
      )}
    </>
  );
}
