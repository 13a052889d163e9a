import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/ui/table/EmptyState";
import { ListTable } from "@/ui/table/ListTable";
import { Status } from "@/ui/Status";

interface ReleasingPurposesProps {
  readonly purposes: readonly {
    readonly id: string;
    readonly name: string;
    readonly status: "draft" | "live" | "archived";
    readonly attributes: readonly { readonly key: string; readonly label: string; readonly mandatory: boolean }[];
    readonly organisation: boolean;
    readonly others: number;
  }[];
  /** Requests to the API name a purpose by its id. */
  readonly showIds: boolean;
}

const shapes = { live: "on", draft: "draft", archived: "off" } as const;

/** The purposes that name an application, and which details each releases to it. */
export async function ReleasingPurposes({ purposes, showIds }: ReleasingPurposesProps) {
  const t = await getTranslations("admin-applications.purposes");
  if (purposes.length === 0) {
    return (
      <EmptyState title={t("empty")} text={t("emptyText")}>
        <Link className="button" href="/admin/purposes" prefetch={false}>
          {t("toPurposes")}
        </Link>
      </EmptyState>
    );
  }
  const columns = ["purpose", "details", "recipients", "status"] as const;
  return (
    <ListTable caption={t("caption")} columns={columns.map((column) => t(`column.${column}`))}>
      {purposes.map(({ id, name, status, attributes, organisation, others }) => (
        <tr key={id}>
          <th scope="row">
            <Link href={`/admin/purposes/${id}`} prefetch={false}>
              <bdi>{name}</bdi>
            </Link>
            {showIds && <code className="mt-1 block text-12/5 font-normal text-muted wrap-anywhere">{id}</code>}
          </th>
          <td data-column={t("column.details")}>
            {attributes.map(({ label, mandatory }) => (mandatory ? t("mandatory", { label }) : label)).join(", ")}
          </td>
          <td data-column={t("column.recipients")}>{t(organisation ? "andOrganisation" : "onlyThis", { others })}</td>
          <td className="sm:whitespace-nowrap" data-column={t("column.status")}>
            <Status shape={shapes[status]}>{t(`status.${status}`)}</Status>
          </td>
        </tr>
      ))}
    </ListTable>
  );
}
