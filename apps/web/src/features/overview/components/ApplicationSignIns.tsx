import type { RoundedCountValue } from "@assent/consent/counts/shown-counts";
import Link from "next/link";
import { getFormatter, getTranslations } from "next-intl/server";
import { Panel } from "@/ui/Panel";
import { ListTable } from "@/ui/table/ListTable";

interface ApplicationSignInsProps {
  readonly range: string;
  readonly applications: readonly {
    readonly id: string;
    readonly name: string;
    readonly signedIn: RoundedCountValue;
    readonly refused: RoundedCountValue;
    readonly errors: RoundedCountValue;
  }[];
}

const columns = ["signedIn", "refused", "errors"] as const;

/** How requests of each application ended. Renders nothing if there is no application. */
export async function ApplicationSignIns({ range, applications }: ApplicationSignInsProps) {
  if (applications.length === 0) return null;
  const [t, format] = await Promise.all([getTranslations("admin.overview.applications"), getFormatter()]);
  const shown = (count: RoundedCountValue) => (count === "few" ? t("few") : format.number(count));
  return (
    <Panel id="applications" title={t("title")} note={range}>
      <ListTable caption={t("caption")} columns={[t("name"), ...columns.map((column) => t(column))]}>
        {applications.map((application) => (
          <tr key={application.id}>
            <th scope="row">
              <Link href={`/admin/applications/${application.id}/activity`} prefetch={false}>
                <bdi>{application.name}</bdi>
              </Link>
            </th>
            {columns.map((column) => (
              <td className="tabular-nums" data-column={t(column)} key={column}>
                {shown(application[column])}
              </td>
            ))}
          </tr>
        ))}
      </ListTable>
    </Panel>
  );
}
