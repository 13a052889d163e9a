import { getTranslations } from "next-intl/server";
import { Setting } from "@/ui/Fold";
import { Go } from "@/ui/Go";
import { PageHead } from "@/ui/PageHead";
import { requireAdministrator } from "@/platform/access";
import { administrators } from "@/features/settings/administrators";
import { drawn } from "@/platform/error-page";
import { installation } from "@/platform/installation";
import { organisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";
import { shownSection } from "@/features/settings/queries";
import { AdminNote } from "../AdminNote";

export const generateMetadata = async () => pageTitle((await getTranslations("admin-settings"))("title"));

/** What can be set, what it is set to, and where. */
export default drawn("/admin/settings", async () => {
  await requireAdministrator();
  const [controller, set, retention, office, t] = await Promise.all([
    organisation(),
    installation(),
    shownSection("retention"),
    administrators(),
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
      <AdminNote />
      <PageHead title={t("title")} lead={t("lead")} />
      <div className="panel panel-body">
        <dl className="set set-page">
          {sections.map(({ key, href, state }) => (
            <Setting key={key} name={t(`${key}.name`)} text={t(`${key}.text`)}>
              <span className="lines">
                <span>{state}</span>
                <Go href={href} text={t(`${key}.go`)} />
              </span>
            </Setting>
          ))}
        </dl>
      </div>
    </>
  );
});
