import { getTranslations } from "next-intl/server";
import { ConnectionForm } from "./ConnectionForm";
import { backChannelStart, redirectUriStart, signingAlgorithms, signOutAddress } from "../queries";
import { presetNames, presetOf } from "../presets";
import { editConnectionAction } from "../actions";
import { Tabs } from "@/ui/Tabs";
import { providerTexts } from "./provider-texts";
import { FormMessages } from "@/ui/form/FormMessages";

interface NewConnectionProps {
  readonly presetName: string | undefined;
  /** The page of all providers. */
  readonly home: string;
  /** The page that this is on, without its query. */
  readonly newPage: string;
}

/** The form of a new connection. The preset is in the address, so that choosing one needs no script. */
export async function NewConnection({ presetName, home, newPage }: NewConnectionProps) {
  const t = await getTranslations("identity-providers");
  const preset = presetOf(presetName);
  const { key, name, issuer, scopes, accountUrl } = preset;
  const stored = {
    ...{ name, issuer, scopes, accountUrl },
    slug: key === "generic" ? "" : key,
    tokenAuthMethod: "client_secret_basic",
    responseMode: "query",
    tokenAlgorithm: "",
    logoLetters: "",
    domains: "",
    tenants: "",
    authorizationParameters: "",
  };
  return (
    <>
      <Tabs
        label={t("preset.label")}
        tabs={presetNames.map((one) => ({
          href: `${newPage}?preset=${one}`,
          text: t(`preset.${one}`),
          current: one === key,
        }))}
      />
      {t.has(`preset.help.${key}`) && <p className="mb-6 max-w-form text-muted">{t(`preset.help.${key}`)}</p>}
      <FormMessages of={providerTexts("connection", "discovered")}>
        <ConnectionForm
          key={key}
          action={editConnectionAction}
          provider={null}
          preset={key}
          stored={stored}
          secretSet=""
          algorithms={signingAlgorithms()}
          redirectUriStart={redirectUriStart()}
          backChannelStart={backChannelStart()}
          signOutReturn={signOutAddress()}
          home={home}
        />
      </FormMessages>
    </>
  );
}
