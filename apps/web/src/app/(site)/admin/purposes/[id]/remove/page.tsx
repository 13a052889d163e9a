import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { PageHead } from "@/ui/PageHead";
import { RecentSignIn } from "@/ui/form/RecentSignIn";
import { requireAdministrator } from "@/platform/access";
import { redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { purposeRemovalImpact } from "@/features/purposes/queries";
import { removePurposeAction } from "@/features/purposes/actions";
import { RemovalChoice } from "@/features/purposes/components/RemovalChoice";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  const [found, t] = await Promise.all([purposeRemovalImpact((await params).id), getTranslations("admin.remove")]);
  return pageTitle(found ? t(found.wasShown ? "archiveTitle" : "deleteTitle", { name: found.name }) : "");
}

/** Asks before a purpose is removed: deleted if it was never published, archived otherwise. */
export default async function RemovePurpose({ params }: { params: Params }) {
  await requireAdministrator();
  const { id } = await params;
  const [found, t, list] = await Promise.all([
    purposeRemovalImpact(id),
    getTranslations("admin.remove"),
    getTranslations("admin.purposes"),
  ]);
  if (!found) redirectToNotFound();
  if (found.status === "archived") redirect(`/admin/purposes/${id}`);
  const { name, wasShown, people, receipts } = found;
  const above = [
    { href: "/admin/purposes", text: list("title") },
    { href: `/admin/purposes/${id}`, text: name },
  ];
  return (
    <>
      <PageHead
        title={t(wasShown ? "archiveTitle" : "deleteTitle", { name })}
        lead={wasShown ? t("archiveLead", { people, receipts }) : t("deleteLead")}
        above={above}
        here={t(wasShown ? "archive" : "delete")}
      />
      <RecentSignIn />
      <form
        className="panel max-w-form p-5 [&_.kv>:first-child]:border-t-0 [&_.kv>:first-child]:pt-0"
        action={removePurposeAction}
      >
        <p>{t(wasShown ? "archiveText" : "deleteText")}</p>
        <input type="hidden" name="purpose" value={id} />
        {people > 0 ? (
          <RemovalChoice found={found} />
        ) : (
          <input type="hidden" name="how" value={wasShown ? "archive" : "delete"} />
        )}
        <div className="mt-6 flex flex-wrap gap-2">
          <button className={wasShown ? "button" : "button button-danger"} type="submit">
            {t(wasShown ? "archive" : "delete")}
          </button>
          <Link className="button button-quiet" href={`/admin/purposes/${id}`} prefetch={false}>
            {t("keep")}
          </Link>
        </div>
      </form>
    </>
  );
}
