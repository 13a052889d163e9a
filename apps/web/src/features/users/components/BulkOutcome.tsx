import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { SelectedAccount } from "../queries";
import { SelectedList } from "./SelectedList";

interface BulkOutcomeProps {
  readonly act: "suspend" | "restore" | "end-sessions";
  readonly chosen: readonly SelectedAccount[];
  /** False if there was nothing to do, so that nothing was asked. */
  readonly done: boolean;
  readonly back: string;
}

/** Which accounts have the requested state and which do not, read when the page is rendered. */
export async function BulkOutcome({ act, chosen, done, back }: BulkOutcomeProps) {
  const t = await getTranslations("admin-users.bulk");
  const changed = done ? chosen.filter(({ bulkState }) => bulkState === "done") : [];
  const unchanged = chosen.filter((account) => !changed.includes(account));
  return (
    <div className="panel max-w-form p-5 [&_.kv>:first-child]:border-t-0 [&_.kv>:first-child]:pt-0">
      <dl className="kv">
        {changed.length > 0 && (
          <div>
            <dt>{t("so")}</dt>
            <dd>
              <SelectedList act={act} accounts={changed} />
            </dd>
          </div>
        )}
        {unchanged.length > 0 && (
          <div>
            <dt>{t("not")}</dt>
            <dd>
              <SelectedList act={act} accounts={unchanged} reasons />
            </dd>
          </div>
        )}
        {chosen.length === 0 && (
          <div>
            <dt>{t("how")}</dt>
            <dd>{t("howText")}</dd>
          </div>
        )}
      </dl>
      <div className="mt-6 flex flex-wrap gap-2">
        <Link className="button" href={back} prefetch={false}>
          {t("back")}
        </Link>
      </div>
    </div>
  );
}
