import { getTranslations } from "next-intl/server";
import { ListTable } from "@/ui/table/ListTable";

interface ActivityTableProps {
  readonly periods: readonly {
    readonly days: number;
    readonly outcomes: Readonly<Record<(typeof outcomes)[number], number | "few">>;
  }[];
}

const outcomes = ["signed-in", "refused", "redirect-uri", "client-authentication", "code", "request"] as const;

/** How requests of an application ended, in periods of different length. */
export async function ActivityTable({ periods }: ActivityTableProps) {
  const t = await getTranslations("admin-applications.activity");
  const columns = periods.map(({ days }) => t("days", { days }));
  return (
    <ListTable caption={t("caption")} columns={[t("outcome"), ...columns]}>
      {outcomes.map((outcome) => (
        <tr key={outcome}>
          <th scope="row">
            {t(`outcomes.${outcome}`)}
            <small>{t(`meaning.${outcome}`)}</small>
          </th>
          {periods.map(({ days, outcomes: counted }, index) => (
            <td className="tabular-nums sm:whitespace-nowrap" data-column={columns[index]} key={days}>
              {counted[outcome] === "few" ? t("few") : t("count", { count: counted[outcome] })}
            </td>
          ))}
        </tr>
      ))}
    </ListTable>
  );
}
