import { getTranslations } from "next-intl/server";
import { PageHead } from "@/ui/PageHead";
import { AdministratorTable } from "@/features/settings/components/AdministratorTable";
import { InvitationTable } from "@/features/settings/components/InvitationTable";
import { InviteForm } from "@/features/settings/components/InviteForm";
import { requireAdministrator } from "@/platform/access";
import { withErrorPage } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { AdminFlash } from "../../AdminFlash";
import { createInvitationAction, revokeInvitationAction } from "@/features/settings/administrators/actions";
import { administratorListing, invitationDays } from "@/features/settings/administrators/queries";
import { Panel } from "@/ui/Panel";

const path = "/admin/settings/administrators";

export const generateMetadata = async () =>
  pageTitle((await getTranslations("admin-settings"))("administrators.title"));

/** The administrators and the open invitations. */
export default withErrorPage(path, async () => {
  await requireAdministrator();
  const [{ administrators: listed, invitations, self }, t] = await Promise.all([
    administratorListing(),
    getTranslations("admin-settings"),
  ]);
  const failures = ["sign-in-again", "too-many", "not-allowed"] as const;
  return (
    <>
      <AdminFlash needsFresh />
      <PageHead
        title={t("administrators.title")}
        lead={t("administrators.lead")}
        above={[{ href: "/admin/settings", text: t("title") }]}
      />
      <div className="panel">
        <AdministratorTable administrators={listed} self={self} />
        <p className="panel-foot">{t("administrators.ownNote")}</p>
      </div>
      <Panel id="invite" title={t("invite.title")} text={t("invite.text", { days: invitationDays })}>
        <InviteForm
          action={createInvitationAction}
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
      </Panel>
      <Panel id="open-invitations" title={t("invite.open")}>
        <InvitationTable invitations={invitations} revoke={revokeInvitationAction} />
        <p className="panel-foot">{t("invite.deadNote")}</p>
      </Panel>
    </>
  );
});
