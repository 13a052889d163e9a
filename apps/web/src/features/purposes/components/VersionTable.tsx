import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { PastVersion } from "../history-queries";
import { DateTime } from "@/ui/table/DateTime";
import { shortId } from "@/ui/table/references";

interface VersionTableProps {
  readonly purposeId: string;
  /** Newest first. */
  readonly versions: readonly PastVersion[];
}

export async function VersionTable({ purposeId, versions }: VersionTableProps) {
  const t = await getTranslations("admin.history");
  const columns = ["version", "written", "published", "asked", "receipts"] as const;
  return (
    <div className="scroll">
      <table className="table table-cards">
        <caption className="sr-only">{t("caption")}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" key={column} className={column === "receipts" ? "r" : undefined}>
                {t(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {versions.map((past) => (
            <tr key={past.version.versionId}>
              <th scope="row">
                <Link href={`/admin/purposes/${purposeId}/history/${past.version.number}`} prefetch={false}>
                  {t("version", { number: past.version.number })}
                </Link>
              </th>
              <td data-column={t("column.written")}>
                <DateTime at={past.createdAt} precise />
              </td>
              <td data-column={t("column.published")}>
                <Published past={past} />
              </td>
              <td data-column={t("column.asked")}>
                <Asked past={past} />
              </td>
              <td className="r" data-column={t("column.receipts")}>
                {past.receipts}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The same of one version, beside what people saw. */
export async function VersionFacts({ past }: { readonly past: PastVersion }) {
  const t = await getTranslations("admin.history");
  const facts = [
    { name: t("column.written"), value: <DateTime at={past.createdAt} precise /> },
    { name: t("column.published"), value: <Published past={past} /> },
    { name: t("column.asked"), value: <Asked past={past} /> },
    { name: t("column.receipts"), value: past.receipts },
  ];
  return (
    <div className="panel">
      <div className="panel-body pt-5">
        <dl className="kv kv-tight">
          {facts.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </div>
  );
}

async function Published({ past: { publishedAt, publishedBy } }: { readonly past: PastVersion }) {
  const t = await getTranslations("admin.history");
  if (!publishedAt) return t("draft");
  return (
    <>
      <DateTime at={publishedAt} precise />
      <small>
        {publishedBy ? (
          <Link href={`/admin/users/${publishedBy}`} prefetch={false} className="mono">
            {shortId(publishedBy)}
          </Link>
        ) : (
          t("system")
        )}
      </small>
    </>
  );
}

async function Asked({ past: { version, publishedAt, material, asksAll } }: { readonly past: PastVersion }) {
  const t = await getTranslations("admin.history");
  if (!publishedAt) return t("asks.draft");
  const asks = version.number === 1 ? "first" : asksAll ? "all" : material ? "new" : "nobody";
  return (
    <>
      {t(`asks.${asks}`)}
      {version.askFrom && (
        <small>
          {t("from")} <DateTime at={version.askFrom} />
        </small>
      )}
    </>
  );
}
