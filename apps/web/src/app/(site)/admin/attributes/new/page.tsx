import { getTranslations } from "next-intl/server";
import { PageHead } from "@/ui/PageHead";
import { requireAdministrator } from "@/platform/access";
import { withErrorPage } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { AttributeEditForm } from "@/features/attributes/components/AttributeEditForm";

export const generateMetadata = async () => pageTitle((await getTranslations("admin-attributes"))("add"));

/** The form of a new attribute. */
export default withErrorPage("/admin/attributes", async () => {
  await requireAdministrator();
  const t = await getTranslations("admin-attributes");
  return (
    <>
      <PageHead title={t("add")} lead={t("addLead")} above={[{ href: "/admin/attributes", text: t("title") }]} />
      <AttributeEditForm attribute={null} />
    </>
  );
});
