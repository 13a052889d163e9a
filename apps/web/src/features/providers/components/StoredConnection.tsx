import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { ConnectionForm } from "./ConnectionForm";
import { ProviderKeys } from "./ProviderKeys";
import { datesOf } from "@/platform/i18n/dates";
import {
  backChannelStart,
  type ManagedProvider,
  redirectUriStart,
  signingAlgorithms,
  signOutAddress,
} from "../queries";
import { editConnectionAction } from "../actions";
import { shownConnection } from "../form-fields";
import { providerTexts } from "./provider-texts";
import { FormMessages } from "@/ui/form/FormMessages";
import { changeKeysAction } from "../keys/actions";
import { managedKeys } from "../keys/queries";

interface StoredConnectionProps {
  readonly provider: ManagedProvider;
  /** Changes after a save, so that the form starts again on the same page. */
  readonly saved: string | undefined;
  /** The page of all providers. */
  readonly home: string;
}

/** The connection of one provider as a form, and its keys, if it has any. */
export async function StoredConnection({ provider, saved, home }: StoredConnectionProps) {
  const { id, slug, revision, used, hasSecret, clientSecretSetAt, clientSecretOrigin: origin } = provider;
  const [t, all, locale] = await Promise.all([
    getTranslations("identity-providers.connection"),
    getTranslations("identity-providers"),
    getLocale(),
  ]);
  const date = clientSecretSetAt && datesOf(locale).shortDay(clientSecretSetAt);
  const secretSet = date ? (origin ? t("setOnFor", { date, origin }) : t("setOn", { date })) : t("set");
  const { keys, address } = await managedKeys(provider);
  return (
    <FormMessages of={providerTexts("connection", "discovered")}>
      <ConnectionForm
        key={saved ?? "opened"}
        action={editConnectionAction}
        provider={{ id, slug, revision, used }}
        preset=""
        stored={shownConnection(provider)}
        secretSet={hasSecret ? secretSet : ""}
        algorithms={signingAlgorithms()}
        redirectUriStart={redirectUriStart()}
        backChannelStart={backChannelStart()}
        signOutReturn={signOutAddress()}
        home={home}
      />
      {used && (
        <p className="mb-6">
          <Link href={`/admin/identity-providers/${id}/subjects`} prefetch={false}>
            {all("subjects.link")}
          </Link>
        </p>
      )}
      {keys.length > 0 && (
        <div className="max-w-form not-last:mb-6">
          <ProviderKeys providerId={id} keys={keys} address={address} change={changeKeysAction} />
        </div>
      )}
    </FormMessages>
  );
}
