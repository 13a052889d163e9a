import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { PageHead } from "@/components/admin/PageHead";
import { Question } from "@/components/admin/Question";
import { RecentSignIn } from "@/components/admin/RecentSignIn";
import { shortId } from "@/components/admin/short-id";
import { requireAdministrator } from "@/server/access";
import { drawn, missing } from "@/server/drawn";
import { pageTitle } from "@/server/page";
import { activityOf, profile } from "@/server/people";
import { ownSession } from "@/sign-in/own-session";
import { closeUser } from "../../actions";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  const t = await getTranslations("admin-users.close");
  return pageTitle(t("title", { user: shortId((await params).id) }));
}

/** The question before an account is closed: what goes, what stays, and how much of it. */
export default drawn("/admin/users", async ({ params }: { params: Params }) => {
  const administrator = await requireAdministrator();
  const user = await profile((await params).id);
  if (!user) missing();
  const page = `/admin/users/${user.id}`;
  if (user.status === "closed" || user.id === administrator.id) redirect(page);
  const [{ sessions }, session, t, list] = [
    await activityOf(user),
    await ownSession(),
    await getTranslations("admin-users.close"),
    await getTranslations("admin.users"),
  ];
  const short = shortId(user.id);
  return (
    <>
      <PageHead
        title={t("title", { user: short })}
        lead={t("lead")}
        above={[
          { href: "/admin/users", text: list("title") },
          { href: page, text: short },
        ]}
        here={t("here")}
      />
      {!session?.isRecent && <RecentSignIn title={t("recent")} text={t("recentText")} back={`${page}/close`} />}
      <Question
        action={closeUser}
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
