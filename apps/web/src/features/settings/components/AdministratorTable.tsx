import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ListTable } from "@/ui/table/ListTable";
import { UserStatusBadge } from "@/ui/table/UserStatusBadge";
import { DateTime } from "@/ui/table/DateTime";
import { PersonCell } from "@/ui/table/PersonCell";
import { shortId } from "@/ui/table/references";

export interface AdministratorLine {
  readonly userId: string;
  readonly status: "active" | "suspended";
  readonly name: string | null;
  readonly since: Date | null;
  readonly through: "setup-link" | "demonstration" | "invitation" | null;
  readonly invitedBy: string | null;
  readonly lastSignInAt: Date | null;
}

interface AdministratorTableProps {
  readonly administrators: readonly AdministratorLine[];
  /** The administrator who looks at the list; they cannot remove themselves. */
  readonly self: string;
}

/** The administrators, since when they have the role, and how they got it. */
export async function AdministratorTable({ administrators, self }: AdministratorTableProps) {
  const t = await getTranslations("admin-settings.administrators");
  const columns = ["who", "since", "lastSignIn", "status", "act"] as const;
  return (
    <ListTable caption={t("caption")} columns={columns.map((column) => t(`column.${column}`))}>
      {administrators.map((line) => (
        <Row key={line.userId} line={line} own={line.userId === self} />
      ))}
    </ListTable>
  );
}

async function Row({ line, own }: { readonly line: AdministratorLine; readonly own: boolean }) {
  const t = await getTranslations("admin-settings.administrators");
  const { userId, status, name, since, through, invitedBy, lastSignInAt } = line;
  return (
    <tr>
      <PersonCell id={userId} name={name} nameless={t("nameless")} mark={own ? t("you") : null} />
      <td data-column={t("column.since")}>
        {since ? <DateTime at={since} /> : <span className="text-muted">{t("unknown")}</span>}
        <small>{invitedBy ? t("invitedBy", { id: shortId(invitedBy) }) : t(`through.${through ?? "unknown"}`)}</small>
      </td>
      <td className="sm:whitespace-nowrap" data-column={t("column.lastSignIn")}>
        {lastSignInAt ? <DateTime at={lastSignInAt} precise /> : t("never")}
      </td>
      <td data-column={t("column.status")}>
        <UserStatusBadge status={status} />
      </td>
      <td>
        {!own && (
          <Link
            className="button"
            href={`/admin/settings/administrators/${userId}/remove`}
            prefetch={false}
            aria-label={t("removeNamed", { id: shortId(userId) })}
          >
            {t("remove")}
          </Link>
        )}
      </td>
    </tr>
  );
}
