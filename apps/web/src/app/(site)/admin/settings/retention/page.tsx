import { getTranslations } from "next-intl/server";
import { SectionsForm } from "@/ui/form/SectionsForm";
import { requireAdministrator } from "@/platform/access";
import { withErrorPage } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { settingsSection } from "@/features/settings/queries";
import { anonymousEventBounds } from "@/features/settings/schema";
import { editRetentionAction } from "@/features/settings/actions";
import { SettingsSection } from "@/features/settings/components/SettingsSection";

const path = "/admin/settings/retention";

export const generateMetadata = async () => pageTitle((await getTranslations("admin-settings"))("retention.title"));

/** How long anonymous events are kept. */
export default withErrorPage(path, async () => {
  await requireAdministrator();
  const [{ base, values }, t] = await Promise.all([
    settingsSection("retention"),
    getTranslations("admin-settings.retention"),
  ]);
  const label = t("anonymousEventDays");
  const problems = {
    range: t("problem.range", { field: label, ...anonymousEventBounds }),
    malformed: t("problem.malformed"),
  };
  return (
    <SettingsSection title={t("title")} lead={t("lead")}>
      <SectionsForm
        action={editRetentionAction}
        base={base}
        stored={values}
        href={path}
        cancelHref="/admin/settings"
        sections={[
          {
            title: t("panel"),
            fields: [{ name: "anonymousEventDays", kind: "line", label, hint: t("hint"), problems }],
          },
        ]}
      />
    </SettingsSection>
  );
});
