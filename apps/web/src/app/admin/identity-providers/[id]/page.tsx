import { getLocale, getTranslations } from "next-intl/server";
import { ConnectionForm } from "@/components/admin/provider/ConnectionForm";
import { openedForm } from "@/components/admin/provider/form-state";
import { ProviderHead } from "@/components/admin/provider/ProviderHead";
import { datesOf } from "@/i18n/dates";
import { requireAdministrator } from "@/server/access";
import { missing } from "@/server/drawn";
import { managedProvider, redirectUriStart } from "@/server/identity-providers";
import { one, pageTitle, type Search } from "@/server/page";
import { AdminNote } from "../../AdminNote";
import { editConnection, enableProvider } from "../actions";
import { shownConnection } from "../form-fields";
import { Texts } from "../Texts";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  return pageTitle((await managedProvider((await params).id))?.name ?? "");
}

/** The connection of one provider. */
export default async function Connection({ params, searchParams }: { params: Params; searchParams: Search }) {
  await requireAdministrator();
  const provider = await managedProvider((await params).id);
  if (!provider) missing();
  const { id, slug, revision, used, clientSecretSetAt } = provider;
  const [t, locale] = [await getTranslations("identity-providers.connection"), await getLocale()];
  const secretSet = clientSecretSetAt ? t("setOn", { date: datesOf(locale).shortDay(clientSecretSetAt) }) : t("set");
  return (
    <>
      <AdminNote />
      <ProviderHead provider={provider} tab="connection" switchProvider={enableProvider} />
      <Texts of={["connection", "discovered"]}>
        <ConnectionForm
          // After it was saved the form starts anew, although it is the same page.
          key={one((await searchParams)["saved"]) ?? "opened"}
          action={editConnection}
          opened={{ ...openedForm, found: null }}
          provider={{ id, slug, revision, used }}
          preset=""
          stored={shownConnection(provider)}
          secretSet={secretSet}
          redirectUriStart={redirectUriStart()}
        />
      </Texts>
    </>
  );
}
