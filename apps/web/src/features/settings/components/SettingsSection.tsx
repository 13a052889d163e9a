import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PageHead } from "@/ui/PageHead";
import { FormMessages } from "@/ui/form/FormMessages";

interface SettingsSectionProps {
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
}

/** The page of one section of the settings, with the texts that its form needs in the browser. */
export async function SettingsSection({ title, lead, children }: SettingsSectionProps) {
  const t = await getTranslations("admin-settings");
  return (
    <>
      <PageHead title={title} lead={lead} above={[{ href: "/admin/settings", text: t("title") }]} />
      <FormMessages>{children}</FormMessages>
    </>
  );
}
