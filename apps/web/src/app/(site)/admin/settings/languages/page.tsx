import { getTranslations } from "next-intl/server";
import { SectionsForm } from "@/ui/form/SectionsForm";
import { findLanguage, languages } from "@/platform/i18n/languages";
import { requireAdministrator } from "@/platform/access";
import { withErrorPage } from "@/platform/error-page";
import { currentOrganisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";
import { settingsSection } from "@/features/settings/queries";
import { editLanguagesAction } from "@/features/settings/actions";
import { SettingsSection } from "@/features/settings/components/SettingsSection";

const path = "/admin/settings/languages";

export const generateMetadata = async () => pageTitle((await getTranslations("admin-settings"))("languages.title"));

/** The languages that people can choose from. */
export default withErrorPage(path, async () => {
  await requireAdministrator();
  const [{ base, values }, { defaultLanguage }, t] = await Promise.all([
    settingsSection("languages"),
    currentOrganisation(),
    getTranslations("admin-settings"),
  ]);
  const options = languages.map(({ code, name }) => ({ value: code, text: name }));
  const codes = ["language-missing", "fallback-not-offered", "malformed"] as const;
  const problems = Object.fromEntries(codes.map((code) => [code, t(`languages.problem.${code}`)]));
  const original = findLanguage(defaultLanguage)?.name ?? defaultLanguage;
  return (
    <SettingsSection title={t("languages.title")} lead={t("languages.lead")}>
      <SectionsForm
        action={editLanguagesAction}
        base={base}
        stored={values}
        href={path}
        cancelHref="/admin/settings"
        sections={[
          {
            title: t("languages.panel"),
            fields: [
              {
                name: "offered",
                kind: "several",
                label: t("languages.offered"),
                hint: t("languages.offeredHint", { original }),
                options,
                problems,
              },
              {
                name: "fallback",
                kind: "one",
                label: t("languages.fallback"),
                hint: t("languages.fallbackHint"),
                options,
                problems,
              },
            ],
          },
        ]}
      />
    </SettingsSection>
  );
});
