import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { PageHead } from "@/ui/PageHead";
import { PurposeReviewPanel } from "@/features/purposes/components/PurposeReviewPanel";
import { requireAdministrator } from "@/platform/access";
import { redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { purposeReview } from "@/features/purposes/review-queries";
import { purposeName } from "@/features/purposes/queries";
import { AdminFlash } from "../../../AdminFlash";
import { publishPurposeAction } from "@/features/purposes/actions";
import { firstValue, type SearchParams } from "@/platform/request-input";

interface ReviewPage {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: SearchParams;
}

export async function generateMetadata({ params }: ReviewPage) {
  const [review, t] = await Promise.all([purposeReview((await params).id), getTranslations("admin.review")]);
  return pageTitle(review ? t("title", { name: review.name }) : "");
}

/** The review of a change: the differences, the people who are affected, and who is asked again from which date. */
export default async function ReviewPurpose({ params, searchParams }: ReviewPage) {
  await requireAdministrator();
  const [{ id }, search] = await Promise.all([params, searchParams]);
  const [review, t, list] = await Promise.all([
    purposeReview(id),
    getTranslations("admin.review"),
    getTranslations("admin.purposes"),
  ]);
  if (!review) {
    // The draft was published or discarded in the meantime.
    if (await purposeName(id)) redirect(`/admin/purposes/${id}`);
    redirectToNotFound();
  }
  const { name, asked } = review;
  const above = [
    { href: "/admin/purposes", text: list("title") },
    { href: `/admin/purposes/${id}`, text: name },
  ];
  return (
    <>
      <AdminFlash needsFresh />
      <PageHead
        title={t("title", { name })}
        lead={asked === null ? t("newLead") : t("lead", { number: asked })}
        above={above}
        here={t("here")}
      />
      <PurposeReviewPanel
        review={review}
        chosen={{
          asks: firstValue(search["asks"]),
          from: firstValue(search["from"]),
          dropped: firstValue(search["dropped"]),
          problem: firstValue(search["problem"]),
        }}
        publish={publishPurposeAction}
        another={firstValue(search["another"]) === "1"}
        ways={
          <>
            <Link className="button button-quiet" href={`/admin/purposes/${id}`} prefetch={false}>
              {t("edit")}
            </Link>
            {asked !== null && (
              <Link className="button button-quiet" href={`/admin/purposes/${id}/discard`} prefetch={false}>
                {t("discard")}
              </Link>
            )}
          </>
        }
      />
    </>
  );
}
