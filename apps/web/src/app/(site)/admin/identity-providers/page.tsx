import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/ui/table/EmptyState";
import { PageHead } from "@/ui/PageHead";
import { ProviderTable } from "@/features/providers/components/ProviderTable";
import { Icon } from "@/ui/Icon";
import { requireAdministrator } from "@/platform/access";
import { providerListing } from "@/features/providers/queries";
import { pageTitle } from "@/platform/page";
import { AdminFlash } from "../AdminFlash";
import { moveProviderAction } from "@/features/providers/actions";

export const generateMetadata = async () => pageTitle((await getTranslations("identity-providers.list"))("title"));

/** The identity providers, in the order of the sign-in page. */
export default async function IdentityProviders() {
  await requireAdministrator();
  const [providers, t] = await Promise.all([providerListing(), getTranslations("identity-providers.list")]);
  const add = (
    <Link className="button button-primary" href="/admin/identity-providers/new" prefetch={false}>
      <Icon name="plus" />
      {t("add")}
    </Link>
  );
  return (
    <>
      <AdminFlash />
      <PageHead title={t("title")} lead={t("lead")} acts={add} />
      <div className="panel">
        {providers.length === 0 ? (
          <EmptyState title={t("empty")} text={t("emptyText")}>
            <Link className="button" href="/admin/identity-providers/new" prefetch={false}>
              {t("add")}
            </Link>
          </EmptyState>
        ) : (
          <>
            <ProviderTable providers={providers} move={moveProviderAction} />
            <div className="panel-foot">
              <span role="status">{t("count", { count: providers.length })}</span>
            </div>
          </>
        )}
      </div>
      {providers.length > 0 && <p className="mt-3 text-muted">{t("note")}</p>}
    </>
  );
}
