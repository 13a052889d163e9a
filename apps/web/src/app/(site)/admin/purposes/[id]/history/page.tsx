import { getTranslations } from "next-intl/server";
import { PageHead } from "@/ui/PageHead";
import { VersionTable } from "@/features/purposes/components/VersionTable";
import { requireAdministrator } from "@/platform/access";
import { redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { purposeHistory } from "@/features/purposes/history-queries";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  const [history, t] = await Promise.all([purposeHistory((await params).id), getTranslations("admin.history")]);
  return pageTitle(history ? t("title", { name: history.name }) : "");
}

/** All versions of a purpose: their authors and dates, and what each asked of people who had decided before. */
export default async function History({ params }: { params: Params }) {
  await requireAdministrator();
  const [history, t, list] = await Promise.all([
    purposeHistory((await params).id),
    getTranslations("admin.history"),
    getTranslations("admin.purposes"),
  ]);
  if (!history) redirectToNotFound();
  const { id, name, versions } = history;
  const above = [
    { href: "/admin/purposes", text: list("title") },
    { href: `/admin/purposes/${id}`, text: name },
  ];
  return (
    <>
      <PageHead title={t("title", { name })} lead={t("lead")} above={above} here={t("here")} />
      <div className="panel">
        <VersionTable purposeId={id} versions={versions} />
      </div>
    </>
  );
}
