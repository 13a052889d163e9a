import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { eventWords } from "@/ui/event-words";
import { DateTime } from "@/ui/table/DateTime";
import { Entry } from "@/ui/EntryList";
import { Panel } from "@/ui/Panel";

interface UserEventsProps {
  readonly events: readonly {
    readonly id: string;
    readonly at: Date;
    readonly type: string;
    readonly actorKind: "person" | "administrator" | "system" | null;
  }[];
  /** The events of a closed account cannot be found. */
  readonly closed: boolean;
  readonly records: string;
}

/** The latest events of this account, and their authors. */
export async function UserEvents({ events, closed, records }: UserEventsProps) {
  const [t, event] = await Promise.all([getTranslations("admin-users"), eventWords()]);
  return (
    <Panel id="activity" title={t("activity.title")}>
      {events.length === 0 ? (
        <p className="panel-body text-muted">{t(closed ? "activity.closed" : "activity.none")}</p>
      ) : (
        <ol>
          {events.map(({ id, at, type, actorKind }) => (
            <Entry key={id} by="day" mark={<DateTime at={at} />}>
              {event(type)}
              <p className="text-muted">{t(`activity.by.${actorKind ?? "system"}`)}</p>
            </Entry>
          ))}
        </ol>
      )}
      {!closed && (
        <div className="panel-foot">
          <Link href={records} prefetch={false}>
            {t("activity.records")}
          </Link>
        </div>
      )}
    </Panel>
  );
}
