import { getTranslations } from "next-intl/server";
import { PicturePanel } from "@/ui/form/PicturePanel";
import { ProviderHead } from "@/features/providers/components/ProviderHead";
import { LetterMark } from "@/ui/LetterMark";
import { requireAdministrator } from "@/platform/access";
import { redirectToNotFound } from "@/platform/error-page";
import { managedProvider } from "@/features/providers/queries";
import { markOf } from "@/sign-in/provider-mark";
import { pageTitle } from "@/platform/page";
import { AdminFlash } from "../../AdminFlash";
import { enableProviderAction } from "@/features/providers/actions";
import { StoredConnection } from "@/features/providers/components/StoredConnection";
import { firstValue, type SearchParams } from "@/platform/request-input";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  return pageTitle((await managedProvider((await params).id))?.name ?? "");
}

/** The connection of one provider. */
export default async function Connection({ params, searchParams }: { params: Params; searchParams: SearchParams }) {
  await requireAdministrator();
  const provider = await managedProvider((await params).id);
  if (!provider) redirectToNotFound();
  const saved = firstValue((await searchParams)["saved"]);
  const t = await getTranslations("identity-providers.logo");
  return (
    <>
      <AdminFlash needsFresh />
      <ProviderHead provider={provider} tab="connection" switchProvider={enableProviderAction} />
      <StoredConnection provider={provider} saved={saved} home="/admin/identity-providers" />
      <div className="max-w-form">
        <PicturePanel
          title={t("title")}
          text={t("text")}
          none={t("none")}
          action={`/admin/identity-providers/${provider.id}/logo`}
          hash={provider.logoHash}
        >
          <LetterMark mark={markOf(provider)} />
        </PicturePanel>
      </div>
    </>
  );
}
