import { getTranslations } from "next-intl/server";
import { Setting } from "@/components/admin/Fold";
import { Go } from "@/components/admin/Go";
import { PageHead } from "@/components/admin/PageHead";
import { requireAdministrator } from "@/server/access";
import { administrators } from "@/server/administrators";
import { drawn } from "@/server/drawn";
import { organisation } from "@/server/organisation";
import { pageTitle } from "@/server/page";
import { AdminNote } from "../AdminNote";

export const generateMetadata = async () => pageTitle((await getTranslations("admin-settings"))("title"));

/** What can be set, what it is set to, and where. */
export default drawn("/admin/settings", async () => {
  await requireAdministrator();
  const [controller, office, t] = await Promise.all([
    organisation(),
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
