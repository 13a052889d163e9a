import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { datesOf } from "@/platform/i18n/dates";
import { applicationMark } from "@/sign-in/application-mark";
import { LetterMark } from "@/ui/LetterMark";
import { ListTable } from "@/ui/table/ListTable";
import { ApplicationStatus } from "./ApplicationStatus";

export interface ApplicationLine {
  readonly id: string;
  readonly clientId: string;
  readonly name: string;
  readonly kind: "web" | "single-page" | "native" | "service";
  readonly enabled: boolean;
  readonly logoHash: string | null;
  /** UTC, yyyy-mm-dd; null if no one has signed in. */
  readonly lastSignIn: string | null;
}

/** The applications, by name. */
export async function ApplicationTable({ applications }: { readonly applications: readonly ApplicationLine[] }) {
  const [t, locale] = await Promise.all([getTranslations("admin-applications"), getLocale()]);
  const { shortDay } = datesOf(locale);
  const columns = ["application", "kind", "lastSignIn", "status"] as const;
  return (
    <ListTable caption={t("list.caption")} columns={columns.map((column) => t(`list.column.${column}`))}>
      {applications.map(({ id, name, clientId, kind, enabled, logoHash, lastSignIn }) => (
        <tr key={id}>
          <th scope="row">
            <span className="flex items-center gap-3">
              <LetterMark mark={applicationMark({ id, name, logoHash })} small />
              <span>
                <Link href={`/admin/applications/${id}`} prefetch={false}>
                  <bdi>{name}</bdi>
                </Link>
                <small className="mono">{clientId}</small>
              </span>
            </span>
          </th>
          <td data-column={t("list.column.kind")}>{t(`kind.${kind}`)}</td>
          <td className="sm:whitespace-nowrap" data-column={t("list.column.lastSignIn")}>
            {lastSignIn === null ? (
              <span className="text-muted">{t("list.never")}</span>
            ) : (
              shortDay(new Date(`${lastSignIn}T00:00:00Z`))
            )}
          </td>
          <td className="sm:whitespace-nowrap" data-column={t("list.column.status")}>
            <ApplicationStatus enabled={enabled} />
          </td>
        </tr>
      ))}
    </ListTable>
  );
}
