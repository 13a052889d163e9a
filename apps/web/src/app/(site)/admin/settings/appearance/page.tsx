import { getTranslations } from "next-intl/server";
import { SettingLink } from "@/ui/SettingLink";
import { Panel } from "@/ui/Panel";
import { AccentCheck } from "@/features/settings/components/AccentCheck";
import { PicturePanel } from "@/ui/form/PicturePanel";
import { SectionsForm } from "@/ui/form/SectionsForm";
import { OrganisationMark } from "@/ui/Mark";
import { requireAdministrator } from "@/platform/access";
import { withErrorPage } from "@/platform/error-page";
import { currentOrganisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";
import { settingsSection } from "@/features/settings/queries";
import { AdminFlash } from "../../AdminFlash";
import { editAppearanceAction } from "@/features/settings/actions";
import { SettingsSection } from "@/features/settings/components/SettingsSection";

const path = "/admin/settings/appearance";

export const generateMetadata = async () => pageTitle((await getTranslations("admin-settings"))("appearance.title"));

/** The name, logo and colour of the organisation as people see them. */
export default withErrorPage(path, async () => {
  await requireAdministrator();
  const [{ base, values }, { displayName, logo }, t] = await Promise.all([
    settingsSection("appearance"),
    currentOrganisation(),
    getTranslations("admin-settings.appearance"),
  ]);
  const parts = { colour: "{colour}", ratio: "{ratio}" };
  const accent = {
    light: t("light"),
    dark: t("dark"),
    asEntered: t("asEntered", parts),
    darker: t("darker", parts),
    lighter: t("lighter", parts),
    none: t("none"),
    noColour: t("noColour"),
  };
  return (
    <SettingsSection title={t("title")} lead={t("lead")}>
      <AdminFlash />
      <div className="max-w-form not-last:mb-6">
        <Panel id="name" title={t("nameTitle")} text={t("nameText")}>
          <div className="panel-body">
            <p>{t("nameShown", { name: displayName })}</p>
            <SettingLink href="/admin/resident/organisation" text={t("nameGo")} />
          </div>
        </Panel>
        <PicturePanel
          title={t("logo.title")}
          text={t("logo.text")}
          none={t("logo.none")}
          action={`${path}/logo`}
          hash={logo?.hash ?? null}
        >
          <span className="inline-flex min-h-11 items-center gap-2.5 text-18/6 font-semibold tracking-18">
            <OrganisationMark logo={logo} />
            {displayName}
          </span>
        </PicturePanel>
      </div>
      <SectionsForm
        action={editAppearanceAction}
        base={base}
        stored={values}
        href={path}
        cancelHref="/admin/settings"
        sections={[
          {
            title: t("panel"),
            text: t("panelText"),
            fields: [
              {
                name: "accent",
                kind: "code",
                label: t("accent"),
                hint: t("accentHint"),
                below: <AccentCheck field="accent" words={accent} />,
                problems: { "not-a-colour": t("problem.not-a-colour"), malformed: t("problem.malformed") },
              },
            ],
          },
        ]}
      />
    </SettingsSection>
  );
});
