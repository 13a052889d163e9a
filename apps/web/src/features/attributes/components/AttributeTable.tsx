import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ListTable } from "@/ui/table/ListTable";
import { Remark } from "@/ui/table/Remark";
import { purposeHref } from "@/ui/table/references";

interface AttributeLine {
  readonly key: string;
  readonly label: string;
  readonly type: string;
  readonly sensitive: boolean;
  readonly selfAssertable: boolean;
  readonly masked: boolean;
  readonly builtIn: boolean;
  readonly mappedBy: readonly { readonly name: string }[];
  readonly usedBy: readonly { readonly id: string; readonly name: string; readonly noticeOf: string | null }[];
}

/** The catalogue, in the order of the chooser. */
export async function AttributeTable({ attributes }: { readonly attributes: readonly AttributeLine[] }) {
  const t = await getTranslations("admin-attributes");
  const columns = ["attribute", "type", "treated", "mappedBy", "usedBy"] as const;
  return (
    <ListTable caption={t("caption")} columns={columns.map((column) => t(`column.${column}`))}>
      {attributes.map(({ key, label, type, sensitive, selfAssertable, masked, builtIn, mappedBy, usedBy }) => (
        <tr key={key}>
          <th scope="row">
            <Link href={`/admin/attributes/${encodeURIComponent(key)}`} prefetch={false}>
              {label}
            </Link>
            <small className="mono">{key}</small>
          </th>
          <td data-column={t("column.type")}>
            {t(`type.${type}`)}
            {!builtIn && <small>{t("custom")}</small>}
          </td>
          <td data-column={t("column.treated")}>
            <span className="block [&>small]:block [&>span]:block">
              {sensitive && <Remark>{t("sensitive")}</Remark>}
              {masked && <span>{t("masked")}</span>}
              <span>{t(selfAssertable ? "typed" : "notTyped")}</span>
            </span>
          </td>
          <td className={mappedBy.length === 0 ? "text-muted" : undefined} data-column={t("column.mappedBy")}>
            {mappedBy.length === 0 ? t("nobody") : mappedBy.map(({ name }) => name).join(", ")}
          </td>
          <td className={usedBy.length === 0 ? "text-muted" : undefined} data-column={t("column.usedBy")}>
            {usedBy.length === 0 ? (
              t("noPurpose")
            ) : (
              <ul>
                {usedBy.map(({ id, name, noticeOf }) => (
                  <li key={id}>
                    <Link href={purposeHref({ id, noticeOf })} prefetch={false}>
                      {name}
                    </Link>
                  </li>
                ))}
              </ul>
            )}
          </td>
        </tr>
      ))}
    </ListTable>
  );
}
