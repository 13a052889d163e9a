import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { UserActHead } from "@/features/users/components/UserActHead";
import { requireAdministrator } from "@/platform/access";
import { withErrorPage, redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { profile } from "@/features/users/queries";
import { shortId } from "@/ui/table/references";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  const t = await getTranslations("admin-users.archive");
  return pageTitle(t("title", { user: shortId((await params).id) }));
}

/** Before everything about a person is taken out: what the file holds, and that it is on the audit log. */
export default withErrorPage("/admin/users", async ({ params }: { params: Params }) => {
  await requireAdministrator();
  const user = await profile((await params).id);
  if (!user) redirectToNotFound();
  const page = `/admin/users/${user.id}`;
  if (user.status === "closed") redirect(page);
  const t = await getTranslations("admin-users.archive");
  return (
    <>
      <UserActHead userId={user.id} title={t("title", { user: shortId(user.id) })} lead={t("lead")} here={t("here")} />
      <form className="panel max-w-form p-5" action={`${page}/archive/file`} method="post">
        <p>{t("text")}</p>
        <p className="mt-2 text-muted">{t("audited")}</p>
        <div className="mt-6 flex flex-wrap gap-2">
          <button className="button button-primary" type="submit">
            {t("download")}
          </button>
          <Link className="button button-quiet" href={page} prefetch={false}>
            {t("back")}
          </Link>
        </div>
      </form>
    </>
  );
});
