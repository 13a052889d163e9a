import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Disclosure, SettingRow } from "@/ui/Disclosure";
import { SettingLink } from "@/ui/SettingLink";
import { PageHead } from "@/ui/PageHead";
import { requireAdministrator } from "@/platform/access";
import { pageTitle } from "@/platform/page";
import { AdminFlash } from "../AdminFlash";
import type { OrganisationInput } from "@/features/settings/organisation/schema";
import { storedOrganisation, signInOptions, type SignInOptions } from "@/features/settings/organisation/queries";

export const generateMetadata = async () => pageTitle((await getTranslations("admin.resident"))("title"));

/** Identity > Resident: who is responsible, and how people come in. */
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
          <Organisation values={values} />
        </Disclosure>
        <Disclosure title={t("onboarding")} state={t("onboardingText")} open>
          <Disclosure title={t("askPassword")} state={t("askPasswordText")} open>
            <dl>
              <SettingRow
                name={t("purposes")}
                text={t("purposesText", { live: ways.livePurposes, drafts: ways.draftPurposes })}
              >
                <SettingLink href="/admin/purposes" text={t("managePurposes")} />
              </SettingRow>
            </dl>
          </Disclosure>
          <Disclosure
            title={t("whoMayComeIn")}
            state={t("whoMayComeInText", { asking, others: ways.providers.length - asking })}
          >
            <Providers providers={ways.providers} />
            <div className="flex items-center gap-3 border-t border-border pt-4">
              <SettingLink href="/admin/identity-providers" text={t("manageProviders")} />
            </div>
          </Disclosure>
        </Disclosure>
      </div>
    </>
  );
}

async function Organisation({ values }: { readonly values: OrganisationInput }) {
  const t = await getTranslations("admin.resident");
  const none = <span className="text-muted">{t("facts.none")}</span>;
  const { name, address, contact, email, phone, privacyNoticeUrl, helpEmail } = values;
  const lines = (texts: readonly string[]) => <Lines texts={texts.filter((text) => text !== "")} none={none} />;
  return (
    <>
      <dl>
        <SettingRow name={t("facts.who")} text={t("facts.whoText")}>
          {lines([name, address])}
        </SettingRow>
        <SettingRow name={t("facts.contact")} text={t("facts.contactText")}>
          {lines([contact, email, phone])}
        </SettingRow>
        <SettingRow name={t("facts.notice")} text={t("facts.noticeText")}>
          {lines([privacyNoticeUrl])}
        </SettingRow>
        <SettingRow name={t("facts.help")} text={t("facts.helpText")}>
          {lines([helpEmail])}
        </SettingRow>
      </dl>
      <div className="flex items-center gap-3 border-t border-border pt-4">
        <Link className="button" href="/admin/resident/organisation" prefetch={false}>
          {t("edit")}
        </Link>
      </div>
    </>
  );
}

function Lines({ texts, none }: { readonly texts: readonly string[]; readonly none: React.ReactNode }) {
  if (texts.length === 0) return none;
  return (
    <span className="block [&>small]:block [&>span]:block">
      {texts.map((text) => (
        <span key={text}>{text}</span>
      ))}
    </span>
  );
}

async function Providers({ providers }: Pick<SignInOptions, "providers">) {
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
