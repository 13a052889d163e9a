import { getTranslations } from "next-intl/server";
import { enableApplicationAction } from "@/features/applications/actions";
import { ApplicationHead } from "@/features/applications/components/ApplicationHead";
import { SecretForm } from "@/features/applications/components/SecretForm";
import { SecretTable } from "@/features/applications/components/SecretTable";
import { managedApplication } from "@/features/applications/queries";
import { endSecretAction, makeSecretAction } from "@/features/applications/secrets/actions";
import { hasSecrets, managedSecrets } from "@/features/applications/secrets/queries";
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
  return pageTitle(found ? `${t("secrets")}: ${found.name}` : "");
}

/** The secrets of one application: two at most, so that one can be replaced without an interruption. */
export default async function Secrets({ params }: { params: Params }) {
  await requireAdministrator();
  const application = await managedApplication((await params).id);
  if (!application || !hasSecrets(application)) redirectToNotFound();
  const { id } = application;
  const [secrets, t] = await Promise.all([managedSecrets(id), getTranslations("admin-applications.secrets")]);
  const failures = ["too-many-secrets", "no-secrets", "not-found", "not-allowed", "sign-in-again"] as const;
  return (
    <>
      <AdminFlash />
      <ApplicationHead application={application} tab="secrets" switchApplication={enableApplicationAction} />
      <div className="max-w-form">
        <Panel id="new-secret" title={t("new")} text={t(secrets.length === 0 ? "firstText" : "newText")}>
          <SecretForm
            action={makeSecretAction}
            applicationId={id}
            words={{
              make: t("make"),
              failed: t("failed"),
              failures: {
                ...Object.fromEntries(failures.map((code) => [code, t(`problem.${code}`)])),
                unexpected: t("problem.unexpected", { reference: "{reference}" }),
              },
              secret: { label: t("secret"), hint: t("secretHint"), copy: t("copy"), copied: t("copied") },
            }}
          />
        </Panel>
        <Panel id="secrets" title={t("title")} text={t("text")}>
          <SecretTable applicationId={id} secrets={secrets} end={endSecretAction} />
        </Panel>
      </div>
    </>
  );
}
