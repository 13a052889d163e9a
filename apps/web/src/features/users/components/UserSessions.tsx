import { getLocale, getTranslations } from "next-intl/server";
import { datesOf } from "@/platform/i18n/dates";
import { Entry } from "@/ui/EntryList";
import { Panel } from "@/ui/Panel";

interface UserSessionsProps {
  readonly sessions: readonly {
    readonly handle: string;
    readonly providerName: string | null;
    readonly createdAt: Date;
    readonly expiresAt: Date;
  }[];
  readonly userId: string;
  /** Null if they cannot be ended from here. */
  readonly end: ((data: FormData) => Promise<void>) | null;
}

/** Where a person is signed in. */
export async function UserSessions({ sessions, userId, end }: UserSessionsProps) {
  const [t, locale] = await Promise.all([getTranslations("admin-users"), getLocale()]);
  const { moment } = datesOf(locale);
  return (
    <Panel id="sessions" title={t("sessions.title")} note={sessions.length > 0 && sessions.length}>
      {sessions.length === 0 ? (
        <p className="panel-body text-muted">{t("sessions.none")}</p>
      ) : (
        <ol>
          {sessions.map(({ handle, providerName, createdAt, expiresAt }) => (
            <Entry key={handle} by="day" mark={<time dateTime={createdAt.toISOString()}>{moment(createdAt)}</time>}>
              {providerName}
              <p className="text-muted">{t("sessions.until", { date: moment(expiresAt) })}</p>
            </Entry>
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
    </Panel>
  );
}
