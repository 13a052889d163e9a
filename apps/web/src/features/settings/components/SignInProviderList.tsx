import { getTranslations } from "next-intl/server";
import { SettingRow } from "@/ui/Disclosure";
import type { SignInOptions } from "../organisation/queries";

export async function SignInProviderList({ providers }: Pick<SignInOptions, "providers">) {
  const t = await getTranslations("admin.resident");
  if (providers.length === 0) return <p className="text-muted">{t("noProviders")}</p>;
  return (
    <dl>
      {providers.map(({ id, name, issuer, jitMode, enabled }) => (
        <SettingRow key={id} name={name} text={<span className="mono">{issuer}</span>}>
          {t(`jit.${enabled ? jitMode : "disabled"}`)}
        </SettingRow>
      ))}
    </dl>
  );
}
