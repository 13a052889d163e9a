import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { datesOf } from "@/platform/i18n/dates";
import { Panel } from "@/ui/Panel";

interface Gap {
  readonly purposeId: string;
  readonly attribute: string;
  readonly label: string;
  readonly purpose: string;
  readonly state: "denied" | "withdrawn" | "not-sent" | "unusable" | "ended" | "told-ended";
  readonly decidedAt: Date;
  readonly receiptNumber: string;
}

interface NotStoredProps {
  readonly gaps: readonly Gap[];
  readonly asked: boolean;
  /** What a closed account was asked cannot be known any more. */
  readonly closed: boolean;
}

/** What was asked for and is not agreed to, and why. There is no value to show. */
export async function NotStored({ gaps, asked, closed }: NotStoredProps) {
  const t = await getTranslations("admin.user");
  const columns = ["attribute", "purpose", "decision", "receipt"] as const;
  return (
    <Panel id="not-stored" title={t("missing")}>
      {gaps.length === 0 ? (
        <p className="panel-body text-muted">{t(closed ? "unlinked" : asked ? "missingNone" : "nothingAsked")}</p>
      ) : (
        <div className="scroll">
          <table className="table table-cards">
            <thead>
              <tr>
                {columns.map((column) => (
                  <th scope="col" key={column}>
                    {t(`column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {gaps.map((gap) => (
                <GapRow key={`${gap.purposeId} ${gap.attribute}`} gap={gap} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

async function GapRow({ gap: { label, purpose, state, decidedAt, receiptNumber } }: { readonly gap: Gap }) {
  const [t, locale] = await Promise.all([getTranslations("admin.user"), getLocale()]);
  const { shortDay } = datesOf(locale);
  return (
    <tr>
      <th scope="row">{label}</th>
      <td data-column={t("column.purpose")}>{purpose}</td>
      <td data-column={t("column.decision")}>
        {t(state)}
        <small>{t(`${state}Text`, { date: shortDay(decidedAt) })}</small>
      </td>
      <td data-column={t("column.receipt")}>
        <Link className="mono" href={`/admin/receipts/${receiptNumber}`} prefetch={false}>
          {receiptNumber}
        </Link>
      </td>
    </tr>
  );
}
