import { getTranslations } from "next-intl/server";
import { PageHead } from "@/components/admin/PageHead";
import { requireAdministrator } from "@/server/access";
import { drawn } from "@/server/drawn";
import { pageTitle } from "@/server/page";
import { Form } from "../Form";

export const generateMetadata = async () => pageTitle((await getTranslations("admin-attributes"))("add"));

/** A kind of personal data that OpenID Connect has no name for. */
export default drawn("/admin/attributes", async () => {
  await requireAdministrator();
  const t = await getTranslations("admin-attributes");
  return (
    <>
      <PageHead title={t("add")} lead={t("addLead")} above={[{ href: "/admin/attributes", text: t("title") }]} />
      <Form attribute={null} />
    </>
  );
});
