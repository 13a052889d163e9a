import { getTranslations } from "next-intl/server";
import { enableApplicationAction } from "@/features/applications/actions";
import { ApplicationHead } from "@/features/applications/components/ApplicationHead";
import { TryOutcome } from "@/features/applications/components/TryOutcome";
import { managedApplication } from "@/features/applications/queries";
import { triedApplication } from "@/features/applications/try-out/queries";
import { requireAdministrator } from "@/platform/access";
import { redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";

type Params = Promise<{ id: string }>;

export const generateMetadata = async () => pageTitle((await getTranslations("admin-applications.try"))("result"));

/** The result of a tried sign-in. This request finishes it; the result is shown once. */
export default async function TryResult({ params }: { params: Params }) {
  await requireAdministrator();
  const application = await managedApplication((await params).id);
  if (!application) redirectToNotFound();
  const tried = await triedApplication(application);
  return (
    <>
      <ApplicationHead application={application} tab="try" switchApplication={enableApplicationAction} />
      <TryOutcome name={application.name} tried={tried} start={`/admin/applications/${application.id}/try/start`} />
    </>
  );
}
