import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { datesOf } from "@/platform/i18n/dates";
import { Entry } from "@/ui/EntryList";
import { Panel } from "@/ui/Panel";

interface ListedEvent {
  readonly id: string;
  readonly at: Date;
  readonly type: EventName;
  readonly about: string | null;
  readonly purposeId: string | null;
  /** For an account: how many of the asked details the person agreed to. */
  readonly agreed: { readonly granted: number; readonly asked: number } | null;
}

type EventName =
  | "provisioned"
  | "granted"
  | "denied"
  | "told"
  | "withdrawn"
  | "expired"
  | "purpose-withdrawn"
  | "refreshed"
  | "corrected"
  | "objected"
  | "sessions-ended"
  | "identity-connected"
  | "identity-disconnected"
  | "closed"
  | "suspended"
  | "restored"
  | "restricted"
  | "restriction-ends"
  | "administrator-appointed"
  | "administrator-invited"
  | "administrator-invitation-revoked"
  | "administrator-removed"
  | "purpose-created"
  | "purpose-drafted"
  | "purpose-draft-discarded"
  | "purpose-changed"
  | "purpose-moved"
  | "purpose-archived"
  | "purpose-restored"
  | "purpose-deleted"
  | "provider-created"
  | "provider-changed"
  | "provider-moved"
  | "provider-deleted"
  | "controller-changed"
  | "settings-changed"
  | "signing-key-rotated"
  | "secret-resealed"
  | "attribute-created"
  | "attribute-changed"
  | "attribute-deleted"
  | "value-shown"
  | "archive-given"
  | "sign-in-released"
  | "subjects-moved"
  | "value-searched"
  | "records-exported"
  | "application-created"
  | "application-changed"
  | "application-deleted"
  | "oidc-key-rotated"
  | "chained";

interface LatestEventsProps {
  readonly events: readonly ListedEvent[];
  readonly now: Date;
}

/** The newest events: the time for those of today, the day for older ones. */
export async function LatestEvents({ events, now }: LatestEventsProps) {
  const [t, locale] = await Promise.all([getTranslations("admin.overview"), getLocale()]);
  const { time, shortDay } = datesOf(locale);
  const older = events.some(({ at }) => shortDay(at) !== shortDay(now));
  const when = (at: Date) => (shortDay(at) === shortDay(now) ? time(at) : shortDay(at));
  return (
    <Panel id="latest" title={t("latest")}>
      {events.length === 0 ? (
        <p className="panel-body text-muted">{t("latestNone")}</p>
      ) : (
        <ol>
          {events.map(({ id, at, type, about, purposeId, agreed }) => (
            <Entry key={id} by={older ? "day" : "time"} mark={<time dateTime={at.toISOString()}>{when(at)}</time>}>
              {t(`event.${type}`)}
              {agreed && `, ${t("agreedOf", agreed)}`}
              {about && (
                <p className="text-muted">
                  {purposeId ? (
                    <Link className="text-inherit" href={`/admin/purposes/${purposeId}`}>
                      {about}
                    </Link>
                  ) : (
                    about
                  )}
                </p>
              )}
            </Entry>
          ))}
        </ol>
      )}
      <div className="panel-foot">
        <span>{t("latestNote")}</span>
      </div>
    </Panel>
  );
}
