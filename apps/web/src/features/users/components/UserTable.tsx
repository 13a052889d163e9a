import { getLocale, getTranslations } from "next-intl/server";
import { SelectAll } from "./SelectAll";
import { ListTable } from "@/ui/table/ListTable";
import { datesOf } from "@/platform/i18n/dates";
import { AgreementTally } from "./AgreementTally";
import { UserStatusBadge } from "@/ui/table/UserStatusBadge";
import { DateTime } from "@/ui/table/DateTime";
import { PersonCell } from "@/ui/table/PersonCell";
import { shortId } from "@/ui/table/references";

export interface UserLine {
  readonly id: string;
  readonly role: "person" | "administrator";
  readonly status: "active" | "suspended" | "closed";
  readonly createdAt: Date;
  readonly lastSignInAt: Date | null;
  readonly providerName: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly agreed: number;
  readonly asked: number;
}

interface UserTableProps {
  readonly users: readonly UserLine[];
  /** The administrator: their own account and closed ones cannot be selected. */
  readonly own: string;
}

export async function UserTable({ users, own }: UserTableProps) {
  const t = await getTranslations("admin.users");
  const columns = ["user", "email", "provider", "agreed", "since", "status"] as const;
  return (
    <ListTable
      caption={t("caption")}
      columns={columns.map((column) => t(`column.${column}`))}
      choose={<SelectAll name="user" label={t("chooseAll")} />}
    >
      {users.map((user) => (
        <UserRow key={user.id} user={user} choosable={user.id !== own && user.status !== "closed"} />
      ))}
    </ListTable>
  );
}

async function UserRow({ user, choosable }: { readonly user: UserLine; readonly choosable: boolean }) {
  const [t, locale] = await Promise.all([getTranslations("admin.users"), getLocale()]);
  const closed = user.status === "closed";
  const { id, role, status, name, email, providerName, agreed, asked, createdAt, lastSignInAt } = user;
  return (
    <tr>
      <td className="choose">
        {choosable && (
          <input
            className="box"
            type="checkbox"
            name="user"
            value={id}
            aria-label={t("choose", { user: name ?? shortId(id) })}
          />
        )}
      </td>
      <PersonCell
        {...{ id, name }}
        nameless={t(closed ? "nameRemoved" : "nameNotAgreed")}
        mark={role === "administrator" ? t("administrator") : null}
      />
      <td className="min-w-58" data-column={t("column.email")}>
        {email ? <bdi>{email}</bdi> : <span className="text-muted">{t(closed ? "removed" : "notAgreed")}</span>}
      </td>
      <td className="min-w-32" data-column={t("column.provider")}>
        {providerName ?? (closed && <span className="text-muted">{t("removed")}</span>)}
      </td>
      <td className="sm:whitespace-nowrap" data-column={t("column.agreed")}>
        {asked === 0 ? (
          <span className="text-muted">{t(closed ? "removed" : "nothingAsked")}</span>
        ) : (
          <AgreementTally agreed={agreed} asked={asked} />
        )}
      </td>
      <td className="tabular-nums sm:whitespace-nowrap" data-column={t("column.since")}>
        <DateTime at={createdAt} />
        {lastSignInAt && <small>{t("lastSignIn", { date: datesOf(locale).shortDay(lastSignInAt) })}</small>}
      </td>
      <td data-column={t("column.status")}>
        <UserStatusBadge status={status} />
      </td>
    </tr>
  );
}
