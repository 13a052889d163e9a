import { getTranslations } from "next-intl/server";
import { When } from "./When";

interface LedgerTableProps {
  readonly entries: readonly {
    readonly seq: number;
    readonly at: Date;
    readonly kind: string;
    readonly hash: string;
  }[];
}

/** Links of the chain, newest first. What happened is named as the log names it. */
export async function LedgerTable({ entries }: LedgerTableProps) {
  const t = await getTranslations("admin.ledger");
  return (
    <div className="scroll">
      <table className="table table-cards">
        <caption className="vh">{t("caption")}</caption>
        <thead>
          <tr>
            {(["seq", "at", "kind", "hash"] as const).map((column) => (
              <th scope="col" key={column}>
                {t(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map(({ seq, at, kind, hash }) => (
            <tr key={seq}>
              <th scope="row" className="num">
                {seq}
              </th>
              <td className="num nowrap" data-column={t("column.at")}>
                <When at={at} precise />
              </td>
              <td data-column={t("column.kind")}>
                <code>{kind}</code>
              </td>
              <td data-column={t("column.hash")}>
                <code>{hash.slice(0, 16)}…</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
