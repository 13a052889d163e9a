import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Empty } from "@/components/admin/Empty";
import { PageHead } from "@/components/admin/PageHead";
import { ProviderTable } from "@/components/admin/provider/ProviderTable";
import { Icon } from "@/components/Icon";
import { requireAdministrator } from "@/server/access";
import { providerListing } from "@/server/identity-providers";
import { pageTitle } from "@/server/page";
import { AdminNote } from "../AdminNote";
import { moveProvider } from "./actions";

export const generateMetadata = async () => pageTitle((await getTranslations("identity-providers.list"))("title"));

/** The identity providers, in the order of the sign-in page. */
export default async function IdentityProviders() {
  await requireAdministrator();
  const [providers, t] = [await providerListing(), await getTranslations("identity-providers.list")];
  const add = (
    <Link className="button button-primary" href="/admin/identity-providers/new" prefetch={false}>
      <Icon name="plus" />
      {t("add")}
    </Link>
  );
  return (
    <>
      <AdminNote />
      <PageHead title={t("title")} lead={t("lead")} acts={add} />
      <div className="panel">
        {providers.length === 0 ? (
          <Empty title={t("empty")} text={t("emptyText")}>
            <Link className="button" href="/admin/identity-providers/new" prefetch={false}>
              {t("add")}
            </Link>
          </Empty>
        ) : (
          <>
            <ProviderTable providers={providers} move={moveProvider} />
            <div className="panel-foot">
              <span role="status">{t("count", { count: providers.length })}</span>
            </div>
          </>
        )}
      </div>
      {providers.length > 0 && <p className="after">{t("note")}</p>}
    </>
  );
}
