import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ListTable } from "@/ui/table/ListTable";
import { ApplicationStatus } from "./ApplicationStatus";

export interface ApplicationLine {
  readonly id: string;
  readonly clientId: string;
  readonly name: string;
  readonly kind: "web" | "single-page" | "native" | "service";
  readonly enabled: boolean;
}

/** The applications, by name. */
export async function ApplicationTable({ applications }: { readonly applications: readonly ApplicationLine[] }) {
  const t = await getTranslations("admin-applications");
  const columns = ["application", "kind", "status"] as const;
  return (
    <ListTable caption={t("list.caption")} columns={columns.map((column) => t(`list.column.${column}`))}>
      {applications.map(({ id, name, clientId, kind, enabled }) => (
        <tr key={id}>
          <th scope="row">
            <Link href={`/admin/applications/${id}`} prefetch={false}>
              <bdi>{name}</bdi>
            </Link>
            <small className="mono">{clientId}</small>
          </th>
          <td data-column={t("list.column.kind")}>{t(`kind.${kind}`)}</td>
          <td className="sm:whitespace-nowrap" data-column={t("list.column.status")}>
            <ApplicationStatus enabled={enabled} />
          </td>
        </tr>
      ))}
    </ListTable>
  );
}
