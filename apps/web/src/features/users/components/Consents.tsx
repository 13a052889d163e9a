import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { datesOf } from "@/platform/i18n/dates";
import { DateTime } from "@/ui/table/DateTime";
import { Panel } from "@/ui/Panel";

interface Consent {
  readonly purposeId: string;
  readonly purpose: string;
  readonly version: number;
  readonly mandatory: boolean;
  readonly needed: boolean;
  readonly expiresAt: Date | null;
  readonly attribute: string;
  readonly label: string;
  readonly since: Date;
  readonly receiptNumber: string;
  readonly stored: boolean;
}

interface ConsentsProps {
  readonly consents: readonly Consent[];
  /** The path to withdraw one on request; null if that is not possible. */
  readonly withdrawAt: string | null;
  readonly closed: boolean;
}

/**
 * What the person agrees to. An administrator can withdraw an optional attribute on request, and can never give
 * consent.
 */
export async function Consents({ consents, withdrawAt, closed }: ConsentsProps) {
  const [t, locale] = await Promise.all([getTranslations("admin-users"), getLocale()]);
  const { shortDay } = datesOf(locale);
  const columns = ["attribute", "purpose", "since", "receipt", "act"] as const;
  return (
    <Panel id="consents" title={t("consents.title")} note={t("consents.count", { count: consents.length })}>
      {consents.length === 0 ? (
        <p className="panel-body text-muted">{t(closed ? "consents.closed" : "consents.none")}</p>
      ) : (
        <div className="scroll">
          <table className="table table-cards">
            <thead>
              <tr>
                {columns.map((column) => (
                  <th scope="col" key={column}>
                    {column === "act" ? <span className="sr-only">{t("consents.act")}</span> : t(`consents.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {consents.map(
                ({ purposeId, attribute, label, purpose, version, mandatory, needed, since, expiresAt, ...rest }) => (
                  <tr key={`${purposeId} ${attribute}`}>
                    <th scope="row">
                      {label}
                      <small>{t(rest.stored ? "consents.stored" : "consents.notStored")}</small>
                    </th>
                    <td data-column={t("consents.purpose")}>
                      <Link href={`/admin/purposes/${purposeId}`} prefetch={false}>
                        {purpose}
                      </Link>
                      <small>{t(mandatory ? "consents.mandatory" : "consents.optional", { number: version })}</small>
                    </td>
                    <td className="tabular-nums sm:whitespace-nowrap" data-column={t("consents.since")}>
                      <DateTime at={since} />
                      {expiresAt && <small>{t("consents.until", { date: shortDay(expiresAt) })}</small>}
                    </td>
                    <td className="sm:whitespace-nowrap" data-column={t("consents.receipt")}>
                      <Link className="mono" href={`/admin/receipts/${rest.receiptNumber}`} prefetch={false}>
                        {rest.receiptNumber}
                      </Link>
                    </td>
                    <td className="sm:whitespace-nowrap py-1.25 max-sm:empty:hidden">
                      {withdrawAt !== null && !needed && (
                        <Link
                          className="button"
                          href={`${withdrawAt}/${purposeId}/${attribute}`}
                          prefetch={false}
                          aria-label={t("consents.withdrawNamed", { label, purpose })}
                        >
                          {t("consents.withdraw")}
                        </Link>
                      )}
                    </td>
                  </tr>
                ),
              )}
            </tbody>
          </table>
        </div>
      )}
      {!closed && (
        <div className="panel-foot">
          <span>{t("consents.note")}</span>
        </div>
      )}
    </Panel>
  );
}
