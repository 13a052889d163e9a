import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Empty } from "@/components/admin/Empty";
import { PageHead } from "@/components/admin/PageHead";
import { UserTable } from "@/components/admin/UserTable";
import { Icon } from "@/components/Icon";
import { requireAdministrator } from "@/server/access";
import { one, pageTitle, type Search } from "@/server/page";
import { userPage } from "@/server/people";

export const generateMetadata = async () => pageTitle((await getTranslations("admin.users"))("title"));

/** Everybody with an account, newest first. Where the page starts stands in the address. */
export default async function Users({ searchParams }: { searchParams: Search }) {
  await requireAdministrator();
  const after = one((await searchParams)["after"]);
  const [{ users, total, next }, t] = [await userPage(after), await getTranslations("admin.users")];
  if (users.length === 0) {
    return (
      <>
        <PageHead title={t("title")} lead={t("lead")} />
        <div className="panel">
          <Empty title={t(total === 0 ? "empty" : "pastEnd")} text={t(total === 0 ? "emptyText" : "pastEndText")}>
            {total > 0 && (
              <Link className="button" href="/admin/users" prefetch={false}>
                {t("first")}
              </Link>
            )}
          </Empty>
        </div>
      </>
    );
  }
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <div className="panel">
        <UserTable users={users} />
        <div className="panel-foot">
          <span role="status">{t("count", { shown: users.length, total })}</span>
          <Pager first={after !== undefined} next={next} />
        </div>
      </div>
      <p className="after">{t("note")}</p>
    </>
  );
}

async function Pager({ first, next }: { readonly first: boolean; readonly next: string | null }) {
  const t = await getTranslations("admin.users");
  if (!first && next === null) return null;
  return (
    <nav className="pager-words" aria-label={t("pages")}>
      {first && (
        <Link className="button" href="/admin/users" prefetch={false}>
          {t("first")}
        </Link>
      )}
      {next !== null && (
        <Link className="button" href={`/admin/users?after=${next}`} prefetch={false} rel="next">
          {t("next")}
          <Icon name="fold" />
        </Link>
      )}
    </nav>
  );
}
