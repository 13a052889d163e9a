import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { EmptyState } from "@/ui/table/EmptyState";
import { LedgerTable } from "@/features/records/components/LedgerTable";
import { PageHead } from "@/ui/PageHead";
import { datesOf } from "@/platform/i18n/dates";
import { requireAdministrator } from "@/platform/access";
import { ledgerView } from "@/features/records/ledger/queries";
import { pageTitle } from "@/platform/page";
import { firstValue, type SearchParams } from "@/platform/request-input";
import { LedgerVerification } from "@/features/records/components/LedgerVerification";

export const generateMetadata = async () => pageTitle((await getTranslations("admin.ledger"))("title"));

/** The ledger of decisions and changes. Verifying only reads, so it is a link. */
export default async function Ledger({ searchParams }: { searchParams: SearchParams }) {
  await requireAdministrator();
  const verify = firstValue((await searchParams)["verify"]) !== undefined;
  const [{ head, entries, verification, wrongHead, signed }, t, { moment }] = await Promise.all([
    ledgerView({ verify }),
    getTranslations("admin.ledger"),
    getLocale().then(datesOf),
  ]);
  return (
    <>
      {verification && <LedgerVerification verification={verification} wrongHead={wrongHead} />}
      <PageHead
        title={t("title")}
        lead={t("lead")}
        acts={
          <>
            <a className="button" href="/admin/ledger/head.json" download>
              {t("export")}
            </a>
            <Link className="button button-primary" href="/admin/ledger?verify=1" prefetch={false}>
              {t("verify")}
            </Link>
          </>
        }
      />
      <div className="panel">
        {entries.length === 0 ? (
          <EmptyState title={t("empty")} text={t("emptyText")} />
        ) : (
          <>
            <LedgerTable entries={entries} />
            <div className="panel-foot">
              <span>{t("count", { shown: entries.length, total: head.seq })}</span>
            </div>
          </>
        )}
      </div>
      {signed && (
        <p className="mt-3 text-muted">
          {t.rich("signed", {
            size: signed.size,
            moment: moment(signed.at),
            link: (text) => <a href="/ledger/checkpoint">{text}</a>,
          })}
        </p>
      )}
      <p className="mt-3 text-muted">
        {t("note")}{" "}
        <Link href="/admin/audit" prefetch={false}>
          {t("audit")}
        </Link>
      </p>
    </>
  );
}
