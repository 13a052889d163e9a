import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { SettingRow } from "@/ui/Disclosure";
import type { OrganisationInput } from "../organisation/schema";

export async function OrganisationFacts({ values }: { readonly values: OrganisationInput }) {
  const t = await getTranslations("admin.resident");
  const none = <span className="text-muted">{t("facts.none")}</span>;
  const { name, identifier, address, contact, email, phone, privacyNoticeUrl, helpEmail } = values;
  const lines = (texts: readonly string[]) => <Lines texts={texts.filter((text) => text !== "")} none={none} />;
  return (
    <>
      <dl>
        <SettingRow name={t("facts.who")} text={t("facts.whoText")}>
          {lines([name, identifier, address])}
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
        <SettingRow name={t("facts.officer")} text={t("facts.officerText")}>
          {lines([values.officerName, values.officerEmail])}
        </SettingRow>
        <SettingRow name={t("facts.authority")} text={t("facts.authorityText")}>
          {lines([values.authorityName, values.authorityUrl])}
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
