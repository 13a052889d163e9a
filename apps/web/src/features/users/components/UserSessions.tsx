import { getLocale, getTranslations } from "next-intl/server";
import { datesOf } from "@/platform/i18n/dates";

interface UserSessionsProps {
  readonly sessions: readonly {
    readonly handle: string;
    readonly providerName: string | null;
    readonly createdAt: Date;
    readonly expiresAt: Date;
  }[];
  readonly userId: string;
  /** Null where they cannot be ended from here. */
  readonly end: ((data: FormData) => Promise<void>) | null;
}

/** Where somebody is signed in. */
export async function UserSessions({ sessions, userId, end }: UserSessionsProps) {
  const [t, locale] = await Promise.all([getTranslations("admin-users"), getLocale()]);
  const { moment } = datesOf(locale);
  return (
    <section className="panel" aria-labelledby="sessions">
      <div className="panel-head">
        <h2 id="sessions">{t("sessions.title")}</h2>
        {sessions.length > 0 && <span className="muted num">{sessions.length}</span>}
      </div>
      {sessions.length === 0 ? (
        <p className="panel-body muted">{t("sessions.none")}</p>
      ) : (
        <ol className="todo latest latest-days">
          {sessions.map(({ handle, providerName, createdAt, expiresAt }) => (
            <li key={handle}>
              <time dateTime={createdAt.toISOString()}>{moment(createdAt)}</time>
              <div>
                {providerName}
                <p>{t("sessions.until", { date: moment(expiresAt) })}</p>
              </div>
            </li>
          ))}
        </ol>
      )}
      {sessions.length > 0 && end && (
        <form className="panel-foot" action={end}>
          <input type="hidden" name="user" value={userId} />
          <button className="button" type="submit" name="what" value="end-sessions">
            {t("sessions.end")}
          </button>
        </form>
      )}
    </section>
  );
}
