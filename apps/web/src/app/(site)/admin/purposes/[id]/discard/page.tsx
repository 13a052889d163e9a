import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { PageHead } from "@/ui/PageHead";
import { requireAdministrator } from "@/platform/access";
import { redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { purposeReview } from "@/features/purposes/review-queries";
import { purposeName } from "@/features/purposes/queries";
import { discardChangeAction } from "@/features/purposes/actions";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  const [review, t] = await Promise.all([purposeReview((await params).id), getTranslations("admin.discard")]);
  return pageTitle(review ? t("title", { name: review.name }) : "");
}

/** Asks before an unpublished change is discarded. */
export default async function DiscardChange({ params }: { params: Params }) {
  await requireAdministrator();
  const { id } = await params;
  const [review, t, list] = await Promise.all([
    purposeReview(id),
    getTranslations("admin.discard"),
    getTranslations("admin.purposes"),
  ]);
  if (!review || review.asked === null) {
    if (await purposeName(id)) redirect(`/admin/purposes/${id}`);
    redirectToNotFound();
  }
  const { name, versionId, number, asked } = review;
  const above = [
    { href: "/admin/purposes", text: list("title") },
    { href: `/admin/purposes/${id}`, text: name },
  ];
  return (
    <>
      <PageHead title={t("title", { name })} lead={t("lead", { number, asked })} above={above} here={t("here")} />
      <form
        className="panel max-w-form p-5 [&_.kv>:first-child]:border-t-0 [&_.kv>:first-child]:pt-0"
        action={discardChangeAction}
      >
        <p>{t("text")}</p>
        <input type="hidden" name="purpose" value={id} />
        <input type="hidden" name="version" value={versionId} />
        <div className="mt-6 flex flex-wrap gap-2">
          <button className="button button-danger" type="submit">
            {t("discard")}
          </button>
          <Link className="button button-quiet" href={`/admin/purposes/${id}/review`} prefetch={false}>
            {t("keep")}
          </Link>
        </div>
      </form>
    </>
  );
}
