import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { AttributeTable } from "@/features/attributes/components/AttributeTable";
import { PageHead } from "@/ui/PageHead";
import { Icon } from "@/ui/Icon";
import { requireAdministrator } from "@/platform/access";
import { attributeListing } from "@/features/attributes/queries";
import { withErrorPage } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { AdminFlash } from "../AdminFlash";

export const generateMetadata = async () => pageTitle((await getTranslations("admin-attributes"))("title"));

/** The catalogue: every attribute that can be mapped, asked for or stored. It is never empty. */
export default withErrorPage("/admin/attributes", async () => {
  await requireAdministrator();
  const [attributes, t] = await Promise.all([attributeListing(), getTranslations("admin-attributes")]);
  return (
    <>
      <AdminFlash />
      <PageHead
        title={t("title")}
        lead={t("listLead")}
        acts={
          <Link className="button button-primary" href="/admin/attributes/new" prefetch={false}>
            <Icon name="plus" />
            {t("add")}
          </Link>
        }
      />
      <div className="panel">
        <AttributeTable attributes={attributes} />
        <div className="panel-foot">
          <span role="status">{t("count", { count: attributes.length })}</span>
        </div>
      </div>
      <p className="mt-3 text-muted">{t("note")}</p>
    </>
  );
});
