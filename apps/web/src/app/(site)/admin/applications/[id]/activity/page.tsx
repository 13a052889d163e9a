import { getTranslations } from "next-intl/server";
import { enableApplicationAction } from "@/features/applications/actions";
import { applicationActivity } from "@/features/applications/activity/queries";
import { ActivityTable } from "@/features/applications/components/ActivityTable";
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
  return pageTitle(found ? `${t("activity")}: ${found.name}` : "");
}

/** How often people signed in to an application, and what went wrong. */
export default async function Activity({ params }: { params: Params }) {
  await requireAdministrator();
  const application = await managedApplication((await params).id);
  if (!application) redirectToNotFound();
  const [periods, t] = await Promise.all([
    applicationActivity(application.id),
    getTranslations("admin-applications.activity"),
  ]);
  return (
    <>
      <AdminFlash />
      <ApplicationHead application={application} tab="activity" switchApplication={enableApplicationAction} />
      <Panel id="activity" title={t("title")} text={t("text")}>
        <ActivityTable periods={periods} />
      </Panel>
    </>
  );
}
