import { getTranslations } from "next-intl/server";
import { SettingsForm } from "@/features/settings/components/SettingsForm";
import { requireAdministrator } from "@/platform/access";
import { withErrorPage } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { shownSection } from "@/features/settings/queries";
import { anonymousEventBounds } from "@/features/settings/schema";
import { editRetention } from "@/features/settings/actions";
import { Section } from "@/features/settings/components/Section";

const path = "/admin/settings/retention";

export const generateMetadata = async () => pageTitle((await getTranslations("admin-settings"))("retention.title"));

/** How long anonymous events are kept. */
export default withErrorPage(path, async () => {
  await requireAdministrator();
  const [{ base, values }, t, common] = [
    await shownSection("retention"),
    await getTranslations("admin-settings.retention"),
    await getTranslations("admin-settings"),
  ];
  const label = t("anonymousEventDays");
  const problems = {
    range: t("problem.range", { field: label, ...anonymousEventBounds }),
    malformed: t("problem.malformed"),
  };
  return (
    <Section title={t("title")} lead={t("lead")}>
      <SettingsForm
        action={editRetention}
        base={base}
        stored={values}
        save={common("save")}
        href={path}
        panels={[
          {
            title: t("panel"),
            fields: [{ name: "anonymousEventDays", kind: "number", label, hint: t("hint"), problems }],
          },
        ]}
      />
    </Section>
  );
});
