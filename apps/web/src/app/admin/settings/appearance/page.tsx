import { getTranslations } from "next-intl/server";
import { SettingsForm } from "@/components/admin/settings/SettingsForm";
import { requireAdministrator } from "@/server/access";
import { drawn } from "@/server/drawn";
import { pageTitle } from "@/server/page";
import { shownSection } from "@/server/settings";
import { editAppearance } from "../actions";
import { Section } from "../Section";

const path = "/admin/settings/appearance";

export const generateMetadata = async () => pageTitle((await getTranslations("admin-settings"))("appearance.title"));

/** In which colour people see the organisation. */
export default drawn(path, async () => {
  await requireAdministrator();
  const [{ base, values }, t, common] = [
    await shownSection("appearance"),
    await getTranslations("admin-settings.appearance"),
    await getTranslations("admin-settings"),
  ];
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
    <Section title={t("title")} lead={t("lead")}>
      <SettingsForm
        action={editAppearance}
        base={base}
        stored={values}
        save={common("save")}
        href={path}
        panels={[
          {
            title: t("panel"),
            text: t("panelText"),
            fields: [
              {
                name: "accent",
                kind: "colour",
                label: t("accent"),
                hint: t("accentHint"),
                accent,
                problems: { "not-a-colour": t("problem.not-a-colour"), malformed: t("problem.malformed") },
              },
            ],
          },
        ]}
      />
    </Section>
  );
});
