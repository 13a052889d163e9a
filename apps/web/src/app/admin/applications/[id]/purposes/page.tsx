import { getTranslations } from "next-intl/server";
import { enableApplicationAction } from "@/features/applications/actions";
import { ApplicationHead } from "@/features/applications/components/ApplicationHead";
import { NamingPurposes } from "@/features/applications/components/NamingPurposes";
import { managedApplication } from "@/features/applications/queries";
import { purposesNaming } from "@/features/applications/release/queries";
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
  return pageTitle(found ? `${t("purposes")}: ${found.name}` : "");
}

/** The purposes that name an application. */
export default async function NamedBy({ params }: { params: Params }) {
  await requireAdministrator();
  const application = await managedApplication((await params).id);
  if (!application) redirectToNotFound();
  const [purposes, t] = await Promise.all([
    purposesNaming(application.id),
    getTranslations("admin-applications.purposes"),
  ]);
  return (
    <>
      <AdminFlash />
      <ApplicationHead application={application} tab="purposes" switchApplication={enableApplicationAction} />
      <Panel id="purposes" title={t("title")} text={t("text", { name: application.name })}>
        <NamingPurposes purposes={purposes} />
      </Panel>
    </>
  );
}
