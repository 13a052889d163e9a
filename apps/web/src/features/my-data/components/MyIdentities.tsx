import { getLocale, getTranslations } from "next-intl/server";
import { datesOf } from "@/platform/i18n/dates";
import type { MyData } from "../queries";

/** Through which providers the person comes in, and which they can connect or disconnect. */
export async function MyIdentities({ identities, connectable }: Pick<MyData, "identities" | "connectable">) {
  const t = await getTranslations("my-data.identities");
  const { day } = datesOf(await getLocale());
  return (
    <>
      <ul className="history identities">
        {identities.map(({ providerName, slug, subject, since, enabled, canDisconnect }) => (
          <li key={slug}>
            <strong>{providerName}</strong>
            <span>
              {t.rich("linked", { date: day(since), subject, bdi: (text) => <bdi>{text}</bdi> })}
              {!enabled && ` ${t("off")}`}
            </span>
            {canDisconnect && (
              <a href={`/me/disconnect/${encodeURIComponent(slug)}`}>
                {t("disconnect")}
                <span className="vh"> {providerName}</span>
              </a>
            )}
          </li>
        ))}
      </ul>
      {connectable.length > 0 && (
        <>
          <p className="part-text">{t("connectText")}</p>
          <div className="part-actions">
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
