import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { PageHead } from "@/components/admin/PageHead";
import { requireAdministrator } from "@/server/access";
import { missing } from "@/server/drawn";
import { pageTitle } from "@/server/page";
import { purposeAtStake } from "@/server/purposes";
import { removePurpose } from "../../actions";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  const [found, t] = [await purposeAtStake((await params).id), await getTranslations("admin.remove")];
  return pageTitle(found ? t(found.inUse ? "archiveTitle" : "deleteTitle", { name: found.name }) : "");
}

/** The question before a purpose goes: deleted while nobody has decided on it, archived afterwards. */
export default async function RemovePurpose({ params }: { params: Params }) {
  await requireAdministrator();
  const { id } = await params;
  const [found, t, list] = [
    await purposeAtStake(id),
    await getTranslations("admin.remove"),
    await getTranslations("admin.purposes"),
  ];
  if (!found) missing();
  if (found.status === "archived") redirect(`/admin/purposes/${id}`);
  const { name, inUse, people, receipts } = found;
  const above = [
    { href: "/admin/purposes", text: list("title") },
    { href: `/admin/purposes/${id}`, text: name },
  ];
  return (
    <>
      <PageHead
        title={t(inUse ? "archiveTitle" : "deleteTitle", { name })}
        lead={inUse ? t("archiveLead", { people, receipts }) : t("deleteLead")}
        above={above}
        here={t(inUse ? "archive" : "delete")}
      />
      <form className="panel question" action={removePurpose}>
        <p>{t(inUse ? "archiveText" : "deleteText")}</p>
        <input type="hidden" name="purpose" value={id} />
        <div className="question-acts">
          <button
            className={inUse ? "button" : "button button-danger"}
            type="submit"
            name="how"
            value={inUse ? "archive" : "delete"}
          >
            {t(inUse ? "archive" : "delete")}
          </button>
          <Link className="button button-quiet" href={`/admin/purposes/${id}`} prefetch={false}>
            {t("keep")}
          </Link>
        </div>
      </form>
    </>
  );
}
