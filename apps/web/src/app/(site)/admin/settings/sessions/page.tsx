import { getTranslations } from "next-intl/server";
import { SectionsForm, type SectionsField } from "@/ui/form/SectionsForm";
import { requireAdministrator } from "@/platform/access";
import { withErrorPage } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { settingsSection } from "@/features/settings/queries";
import { sessionBounds } from "@/features/settings/schema";
import { editSessionsAction } from "@/features/settings/actions";
import { SettingsSection } from "@/features/settings/components/SettingsSection";

const path = "/admin/settings/sessions";

interface Bounds {
  readonly least: number;
  readonly most: number;
}

type Texts = Awaited<ReturnType<typeof getTranslations<"admin-settings.sessions">>>;

export const generateMetadata = async () => pageTitle((await getTranslations("admin-settings"))("sessions.title"));

/** How long people and administrators stay signed in. */
export default withErrorPage(path, async () => {
  await requireAdministrator();
  const [{ base, values }, t] = await Promise.all([
    settingsSection("sessions"),
    getTranslations("admin-settings.sessions"),
  ]);
  return (
    <SettingsSection title={t("title")} lead={t("lead")}>
      <SectionsForm
        action={editSessionsAction}
        base={base}
        stored={values}
        href={path}
        cancelHref="/admin/settings"
        sections={[
          { title: t("people"), fields: lengths(t, "person") },
          { title: t("administrators"), text: t("administratorsText"), fields: lengths(t, "administrator") },
        ]}
      />
    </SettingsSection>
  );
});

function lengths(t: Texts, who: "person" | "administrator"): SectionsField[] {
  const hours = sessionBounds[`${who}Hours`];
  const field = (name: `${typeof who}IdleMinutes` | `${typeof who}Hours`, bounds: Bounds, hint: string) => {
    const about = { field: t(name), ...bounds };
    const problems = {
      range: t("problem.range", about),
      "idle-longer": t("problem.idle-longer", about),
      malformed: t("problem.malformed"),
    };
    return { name, kind: "line" as const, label: t(name), hint, problems };
  };
  return [
    field(`${who}IdleMinutes`, sessionBounds.idleMinutes, t("idleHint")),
    field(`${who}Hours`, hours, t("hoursHint", { most: hours.most })),
  ];
}
