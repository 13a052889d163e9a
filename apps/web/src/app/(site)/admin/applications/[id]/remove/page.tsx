import { getTranslations } from "next-intl/server";
import { removeApplicationAction } from "@/features/applications/actions";
import { managedApplication } from "@/features/applications/queries";
import { releasingPurposes } from "@/features/applications/release/queries";
import { requireAdministrator } from "@/platform/access";
import { redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { ConfirmQuestion } from "@/ui/form/ConfirmQuestion";
import { PageHead } from "@/ui/PageHead";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  const [found, t] = await Promise.all([
    managedApplication((await params).id),
    getTranslations("admin-applications.remove"),
  ]);
  return pageTitle(found ? t("title", { name: found.name }) : "");
}

/** Asks before an application is deleted, and says what goes with it. */
export default async function RemoveApplication({ params }: { params: Params }) {
  await requireAdministrator();
  const [application, t] = await Promise.all([
    managedApplication((await params).id),
    getTranslations("admin-applications"),
  ]);
  if (!application) redirectToNotFound();
  const { id, name } = application;
  const purposes = await releasingPurposes(id);
  const facts = ["people", "data", "purposes", "records"] as const;
  const named = new Intl.ListFormat("en").format(purposes.map((purpose) => purpose.name));
  return (
    <>
      <PageHead
        title={t("remove.title", { name })}
        lead={t("remove.lead")}
        above={[
          { href: "/admin/applications", text: t("list.title") },
          { href: `/admin/applications/${id}`, text: name },
        ]}
        here={t("delete")}
      />
      <ConfirmQuestion
        action={removeApplicationAction}
        about={{ application: id }}
        facts={facts.map((fact) => ({
          name: t(`remove.${fact}`),
          text: t(`remove.${fact}Text`, { name, count: purposes.length, purposes: named }),
        }))}
        yes={t("delete")}
        no={t("remove.keep")}
        back={`/admin/applications/${id}`}
      />
    </>
  );
}
