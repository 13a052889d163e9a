import { getTranslations } from "next-intl/server";
import { ListTable } from "@/ui/table/ListTable";
import { DateTime } from "@/ui/table/DateTime";
import { shortId } from "@/ui/table/references";

interface InvitationTableProps {
  readonly invitations: readonly {
    readonly id: string;
    readonly createdAt: Date;
    readonly expiresAt: Date;
    readonly invitedBy: string;
  }[];
  readonly revoke: (data: FormData) => Promise<void>;
}

/** The open invitations. They name no recipient, because that person has agreed to nothing. */
export async function InvitationTable({ invitations, revoke }: InvitationTableProps) {
  const t = await getTranslations("admin-settings.invite");
  if (invitations.length === 0) return <p className="panel-body text-muted">{t("none")}</p>;
  const columns = ["invitation", "made", "until", "act"] as const;
  return (
    <ListTable caption={t("caption")} columns={columns.map((column) => t(`column.${column}`))}>
      {invitations.map(({ id, createdAt, expiresAt, invitedBy }) => (
        <tr key={id}>
          <th scope="row" className="mono">
            {id.slice(0, 8)}
          </th>
          <td data-column={t("column.made")}>
            <DateTime at={createdAt} precise />
            <small>{t("madeBy", { id: shortId(invitedBy) })}</small>
          </td>
          <td data-column={t("column.until")}>
            <DateTime at={expiresAt} precise />
          </td>
          <td>
            <form action={revoke}>
              <input type="hidden" name="invitation" value={id} />
              <button className="button" type="submit" aria-label={t("revokeNamed", { id: id.slice(0, 8) })}>
                {t("revoke")}
              </button>
            </form>
          </td>
        </tr>
      ))}
    </ListTable>
  );
}
