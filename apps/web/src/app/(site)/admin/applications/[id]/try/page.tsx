import { getTranslations } from "next-intl/server";
import { enableApplicationAction } from "@/features/applications/actions";
import { ApplicationHead } from "@/features/applications/components/ApplicationHead";
import { managedApplication } from "@/features/applications/queries";
import { requireAdministrator } from "@/platform/access";
import { redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { Panel } from "@/ui/Panel";
import { AdminFlash } from "../../../AdminFlash";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  const [found, t] = await Promise.all([
    managedApplication((await params).id),
    getTranslations("admin-applications.tabs"),
  ]);
  return pageTitle(found ? `${t("try")}: ${found.name}` : "");
}

/** From here an administrator signs in as the application does. */
export default async function Try({ params }: { params: Params }) {
  await requireAdministrator();
  const application = await managedApplication((await params).id);
  if (!application || application.kind === "service") redirectToNotFound();
  const { id, name, enabled } = application;
  const t = await getTranslations("admin-applications.try");
  return (
    <>
      <AdminFlash />
      <ApplicationHead application={application} tab="try" switchApplication={enableApplicationAction} />
      <Panel id="try" title={t("title", { name })} className="max-w-form">
        <div className="panel-body">
          <p>{t("text", { name })}</p>
          <ul className="my-3 list-disc ps-6 text-muted">
            <li>{t("real")}</li>
            <li>{t("secret")}</li>
            <li>{t("shown")}</li>
          </ul>
          {enabled ? (
            // A plain link: it must not be fetched ahead.
            <a className="button button-primary" href={`/admin/applications/${id}/try/start`}>
              {t("start")}
            </a>
          ) : (
            <p>{t("disabled")}</p>
          )}
        </div>
      </Panel>
    </>
  );
}
