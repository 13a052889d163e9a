import type { RetentionRun } from "@/platform/retention";
import { getLocale, getTranslations } from "next-intl/server";
import { datesOf } from "@/platform/i18n/dates";
import { Entry } from "@/ui/EntryList";
import { Panel } from "@/ui/Panel";

const kinds = [
  ...(["grants", "values", "sessions", "keys", "setupLinks"] as const),
  ...(["attempts", "oidcItems", "oidcKeys", "addresses", "refusals"] as const),
] as const;

/** The latest runs of the retention job, and how much each removed. */
export async function RetentionRuns({ runs }: { readonly runs: readonly RetentionRun[] }) {
  const [t, locale] = await Promise.all([getTranslations("admin.retention"), getLocale()]);
  const { moment } = datesOf(locale);
  const list = new Intl.ListFormat(locale);
  const removed = (run: RetentionRun) => {
    const parts = kinds.flatMap((kind) => {
      const count = run.removed[kind] ?? 0;
      return count > 0 ? [t(`kinds.${kind}`, { count })] : [];
    });
    return parts.length > 0 ? list.format(parts) : t("nothing");
  };
  return (
    <Panel id="retention" title={t("title")}>
      {runs.length === 0 ? (
        <p className="panel-body text-muted">{t("none")}</p>
      ) : (
        <ol>
          {runs.map((run) => (
            <Entry
              key={run.startedAt.toISOString()}
              by="day"
              mark={<time dateTime={run.startedAt.toISOString()}>{moment(run.startedAt)}</time>}
            >
              {run.finishedAt ? removed(run) : t("running")}
            </Entry>
          ))}
        </ol>
      )}
      <div className="panel-foot">
        <span>{t("note")}</span>
      </div>
    </Panel>
  );
}
