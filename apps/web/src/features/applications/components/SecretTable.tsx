import { getLocale, getTranslations } from "next-intl/server";
import { datesOf } from "@/platform/i18n/dates";
import { ListTable } from "@/ui/table/ListTable";

interface SecretTableProps {
  readonly applicationId: string;
  /** Oldest first. */
  readonly secrets: readonly { readonly id: string; readonly createdAt: Date }[];
  readonly end: (data: FormData) => Promise<void>;
}

/** The secrets that are valid now. One of two can be ended. */
export async function SecretTable({ applicationId, secrets, end }: SecretTableProps) {
  const [t, locale] = await Promise.all([getTranslations("admin-applications.secrets"), getLocale()]);
  const { moment } = datesOf(locale);
  if (secrets.length === 0) return <p className="panel-body">{t("none")}</p>;
  return (
    <ListTable caption={t("caption")} columns={[t("column.since"), t("column.act")]}>
      {secrets.map(({ id, createdAt }) => {
        const since = moment(createdAt);
        return (
          <tr key={id}>
            <th scope="row">{since}</th>
            <td data-column={t("column.act")}>
              {secrets.length === 1 ? (
                <span className="text-muted">{t("onlyOne")}</span>
              ) : (
                <form action={end}>
                  <input type="hidden" name="application" value={applicationId} />
                  <input type="hidden" name="secret" value={id} />
                  <button className="button" type="submit" aria-label={t("endNamed", { date: since })}>
                    {t("end")}
                  </button>
                </form>
              )}
            </td>
          </tr>
        );
      })}
    </ListTable>
  );
}
