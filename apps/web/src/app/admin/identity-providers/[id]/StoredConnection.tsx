import { getLocale, getTranslations } from "next-intl/server";
import { ConnectionForm } from "@/components/admin/provider/ConnectionForm";
import { openedForm } from "@/components/admin/form/form-state";
import { ProviderKeys } from "@/components/admin/provider/ProviderKeys";
import { datesOf } from "@/i18n/dates";
import { backChannelStart, type ManagedProvider, redirectUriStart } from "@/server/identity-providers";
import { managedKeys } from "@/server/provider-keys";
import { editConnection } from "../actions";
import { shownConnection } from "../form-fields";
import { Texts } from "../../Texts";
import { changeKeys } from "./keys/actions";

interface StoredConnectionProps {
  readonly provider: ManagedProvider;
  /** After it was saved the form starts anew, although it is the same page. */
  readonly saved: string | undefined;
  /** The page of all providers. */
  readonly home: string;
}

/** The connection of one provider as a form, and its keys where it has some. */
export async function StoredConnection({ provider, saved, home }: StoredConnectionProps) {
  const { id, slug, revision, used, hasSecret, clientSecretSetAt } = provider;
  const [t, locale] = [await getTranslations("identity-providers.connection"), await getLocale()];
  const secretSet = clientSecretSetAt ? t("setOn", { date: datesOf(locale).shortDay(clientSecretSetAt) }) : t("set");
  const { keys, address } = await managedKeys(provider);
  return (
    <Texts of={["connection", "discovered"]}>
      <ConnectionForm
        key={saved ?? "opened"}
        action={editConnection}
        opened={{ ...openedForm, found: null, secretTyped: false }}
        provider={{ id, slug, revision, used }}
        preset=""
        stored={shownConnection(provider)}
        secretSet={hasSecret ? secretSet : ""}
        redirectUriStart={redirectUriStart()}
        backChannelStart={backChannelStart()}
        home={home}
      />
      {keys.length > 0 && (
        <div className="form-page">
          <ProviderKeys providerId={id} keys={keys} address={address} change={changeKeys} />
        </div>
      )}
    </Texts>
  );
}
