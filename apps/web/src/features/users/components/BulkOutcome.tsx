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
  const so = done ? chosen.filter(({ standing }) => standing === "done") : [];
  const not = chosen.filter((account) => !so.includes(account));
  return (
    <div className="panel max-w-form p-5 [&_.kv>:first-child]:border-t-0 [&_.kv>:first-child]:pt-0">
      <dl className="kv">
        {so.length > 0 && (
          <div>
            <dt>{t("so")}</dt>
            <dd>
              <SelectedList act={act} accounts={so} />
            </dd>
          </div>
        )}
        {not.length > 0 && (
          <div>
            <dt>{t("not")}</dt>
            <dd>
              <SelectedList act={act} accounts={not} reasons />
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
