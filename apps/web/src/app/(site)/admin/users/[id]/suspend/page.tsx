import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { UserActHead } from "@/features/users/components/UserActHead";
import { ConfirmQuestion } from "@/ui/form/ConfirmQuestion";
import { requireAdministrator } from "@/platform/access";
import { withErrorPage, redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { activityOf, profile } from "@/features/users/queries";
import { changeAccountAction } from "@/features/users/actions";
import { shortId } from "@/ui/table/references";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  const t = await getTranslations("admin-users.suspend");
  return pageTitle(t("title", { user: shortId((await params).id) }));
}

/** Asks before an account is suspended. */
export default withErrorPage("/admin/users", async ({ params }: { params: Params }) => {
  const administrator = await requireAdministrator();
  const user = await profile((await params).id);
  if (!user) redirectToNotFound();
  const page = `/admin/users/${user.id}`;
  if (user.status !== "active" || user.id === administrator.id) redirect(page);
  const [{ sessions }, t] = await Promise.all([activityOf(user), getTranslations("admin-users.suspend")]);
  return (
    <>
      <UserActHead userId={user.id} title={t("title", { user: shortId(user.id) })} here={t("here")} />
      <ConfirmQuestion
        action={changeAccountAction}
        about={{ user: user.id, what: "suspend" }}
        facts={[
          { name: t("atOnce"), text: t("atOnceText", { sessions: sessions.length }) },
          { name: t("later"), text: t("laterText") },
          { name: t("stays"), text: t("staysText", { values: user.values.length }) },
        ]}
        yes={t("yes")}
        no={t("no")}
        back={page}
      />
    </>
  );
});
