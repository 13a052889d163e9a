import { getTranslations } from "next-intl/server";
import { eventWords } from "@/ui/event-words";
import { ListTable } from "@/ui/table/ListTable";
import { DateTime } from "@/ui/table/DateTime";

interface LedgerTableProps {
  readonly entries: readonly {
    readonly seq: number;
    readonly at: Date;
    readonly kind: string;
    readonly hash: string;
  }[];
}

/** The entries of the ledger, newest first, named as in the audit log. */
export async function LedgerTable({ entries }: LedgerTableProps) {
  const [t, event] = await Promise.all([getTranslations("admin.ledger"), eventWords()]);
  const columns = ["seq", "at", "kind", "hash"] as const;
  return (
    <ListTable caption={t("caption")} columns={columns.map((column) => t(`column.${column}`))}>
      {entries.map(({ seq, at, kind, hash }) => (
        <tr key={seq}>
          <th scope="row" className="tabular-nums">
            {seq}
          </th>
          <td className="tabular-nums sm:whitespace-nowrap" data-column={t("column.at")}>
            <DateTime at={at} precise />
          </td>
          <td data-column={t("column.kind")}>{event(kind)}</td>
          <td data-column={t("column.hash")}>
            <code>{hash.slice(0, 16)}…</code>
          </td>
        </tr>
      ))}
    </ListTable>
  );
}
