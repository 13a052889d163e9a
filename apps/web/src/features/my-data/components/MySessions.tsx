import { getLocale, getTranslations } from "next-intl/server";
import { datesOf } from "@/platform/i18n/dates";
import type { MyData } from "../queries";

/** Where the person is signed in, and how to end it. */
export async function MySessions({ sessions }: Pick<MyData, "sessions">) {
  const t = await getTranslations("my-data.sessions");
  const { moment } = datesOf(await getLocale());
  return (
    <>
      <ul className="history">
        {sessions.map(({ handle, providerName, createdAt, expiresAt, isThis }) => (
          <li key={handle}>
            <time dateTime={createdAt.toISOString()}>{moment(createdAt)}</time>
            <span>
              {t("through", { provider: providerName ?? "" })}{" "}
              {t(isThis ? "this" : "until", { date: moment(expiresAt) })}
            </span>
            {!isThis && (
              <form action="/me/sessions" method="post">
                <input type="hidden" name="which" value={handle} />
                <button className="button" type="submit">
                  {t("end")}
                  <span className="vh"> {t("of", { date: moment(createdAt) })}</span>
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <form className="part-actions" action="/me/sessions" method="post">
          <input type="hidden" name="which" value="others" />
          <button className="button" type="submit">
            {t("endOthers")}
          </button>
        </form>
      )}
    </>
  );
}
