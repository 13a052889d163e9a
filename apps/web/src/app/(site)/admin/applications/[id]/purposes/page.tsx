import { getTranslations } from "next-intl/server";
import { enableApplicationAction } from "@/features/applications/actions";
import { ApplicationHead } from "@/features/applications/components/ApplicationHead";
import { ReleasingPurposes } from "@/features/applications/components/ReleasingPurposes";
import { managedApplication } from "@/features/applications/queries";
import { releaseToApplication } from "@/features/applications/release/queries";
import { requireAdministrator } from "@/platform/access";
import { redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { Message } from "@/ui/Message";
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
  const [{ purposes, unmet }, t] = await Promise.all([
    releaseToApplication(application),
    getTranslations("admin-applications.purposes"),
  ]);
  const isService = application.kind === "service";
  return (
    <>
      <AdminFlash />
      <ApplicationHead application={application} tab="purposes" switchApplication={enableApplicationAction} />
      {unmet.length > 0 && (
        <div className="mb-6">
          <Message tone="warning" title={t("unmet", { name: application.name })}>
            {t("unmetText", { scopes: new Intl.ListFormat("en").format(unmet), count: unmet.length })}
          </Message>
        </div>
      )}
      <Panel id="purposes" title={t("title")} text={t(isService ? "textService" : "text", { name: application.name })}>
        <ReleasingPurposes purposes={purposes} showIds={application.authMethod !== "none"} />
      </Panel>
    </>
  );
}
