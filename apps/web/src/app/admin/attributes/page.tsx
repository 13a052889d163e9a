import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { AttributeTable } from "@/components/admin/AttributeTable";
import { PageHead } from "@/components/admin/PageHead";
import { Icon } from "@/components/Icon";
import { requireAdministrator } from "@/server/access";
import { attributeListing } from "@/server/attributes";
import { drawn } from "@/server/drawn";
import { pageTitle } from "@/server/page";
import { AdminNote } from "../AdminNote";

export const generateMetadata = async () => pageTitle((await getTranslations("admin-attributes"))("title"));

/** The catalogue: every kind of personal data that may be mapped, asked for or stored. It is never empty. */
export default drawn("/admin/attributes", async () => {
  await requireAdministrator();
  const [attributes, t] = [await attributeListing(), await getTranslations("admin-attributes")];
  return (
    <>
      <AdminNote />
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
      <p className="after">{t("note")}</p>
    </>
  );
});
