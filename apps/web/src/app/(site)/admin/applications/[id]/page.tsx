import { getTranslations } from "next-intl/server";
import { changeApplicationAction, enableApplicationAction } from "@/features/applications/actions";
import { ApplicationForm } from "@/features/applications/components/ApplicationForm";
import { ApplicationHead } from "@/features/applications/components/ApplicationHead";
import { applicationTexts } from "@/features/applications/components/application-texts";
import { shownApplication } from "@/features/applications/form-fields";
import { managedApplication } from "@/features/applications/queries";
import { requireAdministrator } from "@/platform/access";
import { redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { firstValue, type SearchParams } from "@/platform/request-input";
import { applicationMark } from "@/sign-in/application-mark";
import { FormMessages } from "@/ui/form/FormMessages";
import { PicturePanel } from "@/ui/form/PicturePanel";
import { LetterMark } from "@/ui/LetterMark";
import { AdminFlash } from "../../AdminFlash";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  return pageTitle((await managedApplication((await params).id))?.name ?? "");
}

/** The settings of one application. */
export default async function Application({ params, searchParams }: { params: Params; searchParams: SearchParams }) {
  await requireAdministrator();
  const application = await managedApplication((await params).id);
  if (!application) redirectToNotFound();
  const { id, kind, revision } = application;
  const t = await getTranslations("admin-applications.logo");
  return (
    <>
      <AdminFlash />
      <ApplicationHead application={application} tab="settings" switchApplication={enableApplicationAction} />
      <FormMessages of={applicationTexts}>
        <ApplicationForm
          // After saving, the form starts again from the saved values, although the page is the same.
          key={firstValue((await searchParams)["saved"]) ?? "opened"}
          action={changeApplicationAction}
          application={{ id, revision }}
          kind={kind}
          stored={shownApplication(application)}
        />
      </FormMessages>
      {kind !== "service" && (
        <div className="max-w-form">
          <PicturePanel
            title={t("title")}
            text={t("text")}
            none={t("none")}
            action={`/admin/applications/${id}/logo`}
            hash={application.logoHash}
          >
            <LetterMark mark={applicationMark(application)} />
          </PicturePanel>
        </div>
      )}
    </>
  );
}
