import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { UserActHead } from "@/features/users/components/UserActHead";
import { ConfirmQuestion } from "@/ui/form/ConfirmQuestion";
import { requireAdministrator } from "@/platform/access";
import { withErrorPage, redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { activityOf, profile } from "@/features/users/queries";
import { closeAccountAction } from "@/features/users/actions";
import { shortId } from "@/ui/table/references";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  const t = await getTranslations("admin-users.close");
  return pageTitle(t("title", { user: shortId((await params).id) }));
}

/** Asks before an account is closed: what is deleted, what stays, and how much. */
export default withErrorPage("/admin/users", async ({ params }: { params: Params }) => {
  const administrator = await requireAdministrator();
  const user = await profile((await params).id);
  if (!user) redirectToNotFound();
  const page = `/admin/users/${user.id}`;
  if (user.status === "closed" || user.id === administrator.id) redirect(page);
  const [{ sessions }, t] = await Promise.all([activityOf(user), getTranslations("admin-users.close")]);
  return (
    <>
      <UserActHead userId={user.id} title={t("title", { user: shortId(user.id) })} lead={t("lead")} here={t("here")} />
      <ConfirmQuestion
        action={closeAccountAction}
        about={{ user: user.id }}
        facts={[
          {
            name: t("gone"),
            text: t("goneText", {
              values: user.values.length,
              consents: user.consents.length,
              sessions: sessions.length,
            }),
          },
          { name: t("stays"), text: t("staysText", { receipts: user.receipts.length }) },
          { name: t("again"), text: t("againText") },
          ...(user.role === "administrator" ? [{ name: t("role"), text: t("roleText") }] : []),
        ]}
        yes={t("yes")}
        no={t("no")}
        back={page}
      />
    </>
  );
});
