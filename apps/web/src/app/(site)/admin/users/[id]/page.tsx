import { getTranslations } from "next-intl/server";
import { PageHead } from "@/ui/PageHead";
import { AccountActs } from "@/features/users/components/AccountActs";
import { AccountFacts } from "@/features/users/components/AccountFacts";
import { Consents } from "@/features/users/components/Consents";
import { NotStored } from "@/features/users/components/NotStored";
import { ReceiptList } from "@/features/users/components/ReceiptList";
import { StoredValues } from "@/features/users/components/StoredValues";
import { UserEvents } from "@/features/users/components/UserEvents";
import { UserSessions } from "@/features/users/components/UserSessions";
import { UserStatusBadge } from "@/ui/table/UserStatusBadge";
import { requireAdministrator } from "@/platform/access";
import { withErrorPage, redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { activityOf, profile } from "@/features/users/queries";
import { recordsPath } from "@/features/records/queries";
import { AdminFlash } from "../../AdminFlash";
import { changeAccountAction, revealMaskedValueAction } from "@/features/users/actions";
import { Status } from "@/ui/Status";
import { Tabs } from "@/ui/Tabs";
import { shortId } from "@/ui/table/references";

type Params = Promise<{ id: string }>;

/** The browser's history keeps the title, so it contains no name. */
export async function generateMetadata({ params }: { params: Params }) {
  const t = await getTranslations("admin.user");
  return pageTitle(t("nameless", { id: shortId((await params).id) }));
}

/** Profile, consents, receipts, sessions and activity of one account. */
export default withErrorPage("/admin/users", async ({ params }: { params: Params }) => {
  const administrator = await requireAdministrator();
  const user = await profile((await params).id);
  if (!user) redirectToNotFound();
  const [{ sessions, events }, t, list] = await Promise.all([
    activityOf(user),
    getTranslations("admin.user"),
    getTranslations("admin.users"),
  ]);
  const [short, own, closed] = [shortId(user.id), user.id === administrator.id, user.status === "closed"];
  return (
    <>
      <AdminFlash />
      <PageHead
        title={user.name ? <bdi>{user.name}</bdi> : t("nameless", { id: short })}
        mark={
          <>
            <UserStatusBadge status={user.status} />
            {user.restriction && <Status shape="warning">{t("restricted")}</Status>}
          </>
        }
        above={[{ href: "/admin/users", text: list("title") }]}
        here={<span className="mono">{short}</span>}
        acts={
          <AccountActs
            userId={user.id}
            status={user.status}
            restricted={user.restriction !== null}
            own={own}
            act={changeAccountAction}
          />
        }
      />
      <Sections />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 *:min-w-0 @wide/work:grid-cols-[minmax(0,13fr)_minmax(0,7fr)]">
        <div>
          <StoredValues values={user.values} userId={user.id} closed={closed} show={revealMaskedValueAction} />
          <Consents
            consents={user.consents}
            closed={closed}
            withdrawAt={own ? null : `/admin/users/${user.id}/withdraw`}
          />
          <NotStored gaps={user.missing} asked={user.missing.length + user.values.length > 0} closed={closed} />
        </div>
        <div>
          <AccountFacts user={user} />
          <ReceiptList receipts={user.receipts} closed={closed} />
          <UserSessions sessions={sessions} userId={user.id} end={own ? null : changeAccountAction} />
          <UserEvents events={events} closed={closed} records={recordsPath({ user: user.id })} />
        </div>
      </div>
    </>
  );
});

async function Sections() {
  const t = await getTranslations("admin-users");
  const sections = [
    ["stored", t("sections.profile")],
    ["consents", t("consents.title")],
    ["receipts", t("sections.receipts")],
    ["sessions", t("sessions.title")],
    ["activity", t("activity.title")],
  ];
  return <Tabs label={t("sections.title")} tabs={sections.map(([id, text]) => ({ href: `#${id}`, text }))} />;
}
