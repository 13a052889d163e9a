import { getTranslations } from "next-intl/server";
import { PicturePanel } from "@/components/admin/PicturePanel";
import { ProviderHead } from "@/components/admin/provider/ProviderHead";
import { ProviderMark } from "@/components/ProviderMark";
import { requireAdministrator } from "@/server/access";
import { missing } from "@/server/drawn";
import { managedProvider } from "@/server/identity-providers";
import { markOf } from "@/server/provider-logo";
import { one, pageTitle, type Search } from "@/server/page";
import { AdminNote } from "../../AdminNote";
import { enableProvider } from "../actions";
import { StoredConnection } from "./StoredConnection";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  return pageTitle((await managedProvider((await params).id))?.name ?? "");
}

/** The connection of one provider. */
export default async function Connection({ params, searchParams }: { params: Params; searchParams: Search }) {
  await requireAdministrator();
  const provider = await managedProvider((await params).id);
  if (!provider) missing();
  const saved = one((await searchParams)["saved"]);
  const t = await getTranslations("identity-providers.logo");
  return (
    <>
      <AdminNote />
      <ProviderHead provider={provider} tab="connection" switchProvider={enableProvider} />
      <StoredConnection provider={provider} saved={saved} home="/admin/identity-providers" />
      <div className="form-page">
        <PicturePanel
          title={t("title")}
          text={t("text")}
          none={t("none")}
          action={`/admin/identity-providers/${provider.id}/logo`}
          hash={provider.logoHash}
        >
          <ProviderMark {...markOf(provider)} />
        </PicturePanel>
      </div>
    </>
  );
}
