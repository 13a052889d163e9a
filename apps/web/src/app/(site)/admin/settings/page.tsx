import { getTranslations } from "next-intl/server";
import { SettingRow } from "@/ui/Disclosure";
import { SettingLink } from "@/ui/SettingLink";
import { PageHead } from "@/ui/PageHead";
import { requireAdministrator } from "@/platform/access";
import { withErrorPage } from "@/platform/error-page";
import { currentInstallation } from "@/platform/installation";
import { currentOrganisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";
import { settingsSection } from "@/features/settings/queries";
import { AdminFlash } from "../AdminFlash";
import { administratorListing } from "@/features/settings/administrators/queries";

export const generateMetadata = async () => pageTitle((await getTranslations("admin-settings"))("title"));

/** All sections of the settings with their current values. */
export default withErrorPage("/admin/settings", async () => {
  await requireAdministrator();
  const [controller, set, retention, office, t] = await Promise.all([
    currentOrganisation(),
    currentInstallation(),
    settingsSection("retention"),
    administratorListing(),
    getTranslations("admin-settings"),
  ]);
  const active = office.administrators.filter(({ status }) => status === "active").length;
  const sections = [
    { key: "organisation", href: "/admin/resident/organisation", state: controller.name },
    {
      key: "administrators",
      href: "/admin/settings/administrators",
      state: t("administrators.state", { active, open: office.invitations.length }),
    },
    {
      key: "languages",
      href: "/admin/settings/languages",
      state: controller.languages.map(({ name }) => name).join(", "),
    },
    {
      key: "sessions",
      href: "/admin/settings/sessions",
      state: t("sessions.state", { person: set.personHours, administrator: set.administratorHours }),
    },
    {
      key: "appearance",
      href: "/admin/settings/appearance",
      state: t("appearance.state", {
        logo: controller.logo ? "own" : "none",
        colour: controller.accent ?? t("appearance.ours"),
      }),
    },
    {
      key: "retention",
      href: "/admin/settings/retention",
      state: t("retention.state", { days: Number(retention.values["anonymousEventDays"]) }),
    },
  ] as const;
  return (
    <>
      <AdminFlash />
      <PageHead title={t("title")} lead={t("lead")} />
      <div className="panel panel-body">
        <dl className="[&>:first-child]:border-t-0">
          {sections.map(({ key, href, state }) => (
            <SettingRow key={key} name={t(`${key}.name`)} text={t(`${key}.text`)}>
              <span className="block [&>small]:block [&>span]:block">
                <span>{state}</span>
                <SettingLink href={href} text={t(`${key}.go`)} />
              </span>
            </SettingRow>
          ))}
        </dl>
      </div>
    </>
  );
});
