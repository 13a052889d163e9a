import { getTranslations } from "next-intl/server";
import { Disclosure, SettingRow } from "@/ui/Disclosure";
import { SettingLink } from "@/ui/SettingLink";
import { PageHead } from "@/ui/PageHead";
import { requireAdministrator } from "@/platform/access";
import { pageTitle } from "@/platform/page";
import { AdminFlash } from "../AdminFlash";
import { storedOrganisation, signInOptions } from "@/features/settings/organisation/queries";
import { OrganisationFacts } from "@/features/settings/components/OrganisationFacts";
import { SignInProviderList } from "@/features/settings/components/SignInProviderList";

export const generateMetadata = async () => pageTitle((await getTranslations("admin.resident"))("title"));

/** Identity > Resident: the organisation, and how people sign in. */
export default async function Resident() {
  await requireAdministrator();
  const [{ saved, values }, ways, t] = await Promise.all([
    storedOrganisation(),
    signInOptions(),
    getTranslations("admin.resident"),
  ]);
  const asking = ways.providers.filter(({ enabled, jitMode }) => enabled && jitMode === "ask").length;
  return (
    <>
      <AdminFlash />
      <PageHead title={t("title")} lead={t("lead")} />
      <div className="panel">
        <Disclosure
          title={t("organisation")}
          state={saved ? [values.name, values.email].filter(Boolean).join(", ") : t("organisationUnknown")}
          open={!saved}
        >
          <OrganisationFacts values={values} />
        </Disclosure>
        <Disclosure title={t("onboarding")} state={t("onboardingText")}>
          <Disclosure title={t("askPassword")} state={t("askPasswordText")}>
            <dl>
              <SettingRow
                name={t("managePurposes")}
                text={t("purposesText", { live: ways.livePurposes, drafts: ways.draftPurposes })}
              >
                <SettingLink href="/admin/purposes" text={t("purposes")} />
              </SettingRow>
            </dl>
          </Disclosure>
          <Disclosure
            title={t("whoMayComeIn")}
            state={t("whoMayComeInText", { asking, others: ways.providers.length - asking })}
          >
            <SignInProviderList providers={ways.providers} />
            <div className="flex items-center gap-3 border-t border-border pt-4">
              <SettingLink href="/admin/identity-providers" text={t("manageProviders")} />
            </div>
          </Disclosure>
        </Disclosure>
      </div>
    </>
  );
}
