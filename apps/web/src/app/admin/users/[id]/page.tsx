import { getTranslations } from "next-intl/server";
import { PageHead } from "@/components/admin/PageHead";
import { shortId } from "@/components/admin/short-id";
import { AccountFacts } from "@/components/admin/user/AccountFacts";
import { NotStored } from "@/components/admin/user/NotStored";
import { ReceiptList } from "@/components/admin/user/ReceiptList";
import { StoredValues } from "@/components/admin/user/StoredValues";
import { UserStatus } from "@/components/admin/UserStatus";
import { requireAdministrator } from "@/server/access";
import { missing } from "@/server/drawn";
import { pageTitle } from "@/server/page";
import { profile } from "@/server/people";

type Params = Promise<{ id: string }>;

/** The title stays in the history of a browser, so it names nobody. */
export async function generateMetadata({ params }: { params: Params }) {
  const t = await getTranslations("admin.user");
  return pageTitle(t("nameless", { id: shortId((await params).id) }));
}

export default async function User({ params }: { params: Params }) {
  await requireAdministrator();
  const user = await profile((await params).id);
  if (!user) missing();
  const [t, list] = [await getTranslations("admin.user"), await getTranslations("admin.users")];
  const short = shortId(user.id);
  return (
    <>
      <PageHead
        title={user.name ? <bdi>{user.name}</bdi> : t("nameless", { id: short })}
        mark={<UserStatus status={user.status} />}
        above={[{ href: "/admin/users", text: list("title") }]}
        here={<span className="mono">{short}</span>}
      />
      <div className="cols cols-3-2">
        <div>
          <StoredValues values={user.values} />
          <NotStored gaps={user.missing} asked={user.missing.length + user.values.length > 0} />
        </div>
        <div>
          <AccountFacts user={user} />
          <ReceiptList receipts={user.receipts} />
        </div>
      </div>
    </>
  );
}
