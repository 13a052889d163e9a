import { getTranslations } from "next-intl/server";
import { PageHead } from "@/ui/PageHead";
import { requireAdministrator } from "@/platform/access";
import { pageTitle } from "@/platform/page";
import { OrganisationForm } from "@/features/settings/components/OrganisationForm";

export const generateMetadata = async () => pageTitle((await getTranslations("admin.organisation"))("title"));

export default async function Organisation() {
  await requireAdministrator();
  const [t, resident] = await Promise.all([getTranslations("admin.organisation"), getTranslations("admin.resident")]);
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} above={[{ href: "/admin/resident", text: resident("title") }]} />
      <OrganisationForm save={t("save")} href="/admin/resident/organisation" cancelHref="/admin/resident" />
    </>
  );
}
