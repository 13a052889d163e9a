import { getLocale, getTranslations } from "next-intl/server";
import { ConnectionForm } from "@/components/admin/provider/ConnectionForm";
import { openedForm } from "@/components/admin/provider/form-state";
import { ProviderKeys } from "@/components/admin/provider/ProviderKeys";
import { ProviderHead } from "@/components/admin/provider/ProviderHead";
import { datesOf } from "@/i18n/dates";
import { requireAdministrator } from "@/server/access";
import { missing } from "@/server/drawn";
import { backChannelStart, managedProvider, redirectUriStart } from "@/server/identity-providers";
import { managedKeys } from "@/server/provider-keys";
import { one, pageTitle, type Search } from "@/server/page";
import { AdminNote } from "../../AdminNote";
import { editConnection, enableProvider } from "../actions";
import { shownConnection } from "../form-fields";
import { Texts } from "../Texts";
import { changeKeys } from "./keys/actions";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  return pageTitle((await managedProvider((await params).id))?.name ?? "");
}

/** The connection of one provider. */
export default async function Connection({ params, searchParams }: { params: Params; searchParams: Search }) {
  await requireAdministrator();
  const provider = await managedProvider((await params).id);
  if (!provider) missing();
  const { id, slug, revision, used, hasSecret, clientSecretSetAt } = provider;
  const [t, locale] = [await getTranslations("identity-providers.connection"), await getLocale()];
  const secretSet = clientSecretSetAt ? t("setOn", { date: datesOf(locale).shortDay(clientSecretSetAt) }) : t("set");
  const { keys, address } = await managedKeys(provider);
  return (
    <>
      <AdminNote />
      <ProviderHead provider={provider} tab="connection" switchProvider={enableProvider} />
      <Texts of={["connection", "discovered"]}>
        <ConnectionForm
          // After it was saved the form starts anew, although it is the same page.
          key={one((await searchParams)["saved"]) ?? "opened"}
          action={editConnection}
          opened={{ ...openedForm, found: null, secretTyped: false }}
          provider={{ id, slug, revision, used }}
          preset=""
          stored={shownConnection(provider)}
          secretSet={hasSecret ? secretSet : ""}
          redirectUriStart={redirectUriStart()}
          backChannelStart={backChannelStart()}
        />
        {keys.length > 0 && <ProviderKeys providerId={id} keys={keys} address={address} change={changeKeys} />}
      </Texts>
    </>
  );
}
