import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/ui/table/EmptyState";
import { PageHead } from "@/ui/PageHead";
import { NamedView } from "@/features/records/components/NamedView";
import { requireAdministrator } from "@/platform/access";
import { pageTitle } from "@/platform/page";
import { AdminFlash } from "../../AdminFlash";
import { changeViewAction } from "@/features/records/views/actions";
import { myViews } from "@/features/records/views/queries";

export const generateMetadata = async () => pageTitle((await getTranslations("admin-records"))("views.title"));

/** The administrator's own views of the records, to rename or delete. */
export default async function RecordViews() {
  await requireAdministrator();
  const [views, t] = await Promise.all([myViews(), getTranslations("admin-records")]);
  return (
    <>
      <AdminFlash />
      <PageHead
        title={t("views.title")}
        lead={t("views.lead")}
        above={[{ href: "/admin/records", text: t("title") }]}
      />
      <div className="panel">
        {views.length === 0 ? (
          <EmptyState title={t("views.none")} text={t("views.noneText")}>
            <Link className="button" href="/admin/records" prefetch={false}>
              {t("views.toRecords")}
            </Link>
          </EmptyState>
        ) : (
          <ul className="panel-body pt-5 grid gap-4">
            {views.map(({ id, name, search }) => (
              <li className="flex flex-wrap items-end gap-2" key={`${id} ${name}`}>
                <NamedView
                  action={changeViewAction}
                  about={{ view: id }}
                  name={name}
                  label={t("views.nameOf", { name })}
                  buttons={[
                    { value: "rename", text: t("views.rename"), label: t("views.renameNamed", { name }) },
                    { value: "delete", text: t("views.delete"), label: t("views.deleteNamed", { name }) },
                  ]}
                />
                <Link className="button button-quiet" href={`/admin/records?${search}`} prefetch={false}>
                  {t("views.open")}
                  <span className="sr-only">: {name}</span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </div>
    </>
  );
}
