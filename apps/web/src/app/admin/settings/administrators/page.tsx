import { getTranslations } from "next-intl/server";
import { PageHead } from "@/components/admin/PageHead";
import { RecentSignIn } from "@/components/admin/RecentSignIn";
import { AdministratorTable } from "@/components/admin/settings/AdministratorTable";
import { InvitationTable } from "@/components/admin/settings/InvitationTable";
import { InviteForm } from "@/components/admin/settings/InviteForm";
import { requireAdministrator } from "@/server/access";
import { administrators, invitationDays } from "@/server/administrators";
import { drawn } from "@/server/drawn";
import { pageTitle } from "@/server/page";
import { AdminNote } from "../../AdminNote";
import { makeInvitation, revokeOne } from "./actions";

const path = "/admin/settings/administrators";

export const generateMetadata = async () =>
  pageTitle((await getTranslations("admin-settings"))("administrators.title"));

/** Who administers, and who may become one. */
export default drawn(path, async () => {
  await requireAdministrator();
  const [{ administrators: listed, invitations, self, isRecent }, t] = [
    await administrators(),
    await getTranslations("admin-settings"),
  ];
  const failures = ["sign-in-again", "too-many", "not-allowed"] as const;
  return (
    <>
      <AdminNote />
      <PageHead
        title={t("administrators.title")}
        lead={t("administrators.lead")}
        above={[{ href: "/admin/settings", text: t("title") }]}
      />
      {!isRecent && (
        <RecentSignIn title={t("administrators.recent")} text={t("administrators.recentText")} back={path} />
      )}
      <div className="panel">
        <AdministratorTable administrators={listed} self={self} />
        <p className="panel-foot">{t("administrators.ownNote")}</p>
      </div>
      <section className="panel" aria-labelledby="invite">
        <div className="panel-head">
          <h2 id="invite">{t("invite.title")}</h2>
          <p>{t("invite.text", { days: invitationDays })}</p>
        </div>
        <InviteForm
          action={makeInvitation}
          words={{
            make: t("invite.make"),
            failed: t("invite.failed"),
            failures: {
              ...Object.fromEntries(failures.map((code) => [code, t(`invite.problem.${code}`)])),
              unexpected: t("invite.problem.unexpected", { reference: "{reference}" }),
            },
            link: {
              label: t("invite.link"),
              hint: t("invite.linkHint"),
              copy: t("invite.copy"),
              copied: t("invite.copied"),
            },
          }}
        />
      </section>
      <section className="panel" aria-labelledby="open-invitations">
        <div className="panel-head">
          <h2 id="open-invitations">{t("invite.open")}</h2>
        </div>
        <InvitationTable invitations={invitations} revoke={revokeOne} />
        <p className="panel-foot">{t("invite.deadNote")}</p>
      </section>
    </>
  );
});
