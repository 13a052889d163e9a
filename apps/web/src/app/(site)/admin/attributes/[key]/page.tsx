import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { AttributeUse } from "@/features/attributes/components/AttributeUse";
import { PageHead } from "@/ui/PageHead";
import { requireAdministrator } from "@/platform/access";
import { editedAttribute } from "@/features/attributes/queries";
import { withErrorPage, redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { AdminFlash } from "../../AdminFlash";
import { AttributeEditForm } from "@/features/attributes/components/AttributeEditForm";
import { decodePathPart } from "@/platform/request-input";

type Params = Promise<{ key: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  return pageTitle((await editedAttribute(decodePathPart((await params).key)))?.label ?? "");
}

/** One attribute: its words, its options, and where it is used. */
export default withErrorPage("/admin/attributes", async ({ params }: { params: Params }) => {
  await requireAdministrator();
  const attribute = await editedAttribute(decodePathPart((await params).key));
  if (!attribute) redirectToNotFound();
  const t = await getTranslations("admin-attributes");
  const { key, label, type, builtIn, mappedBy, usedBy, kept } = attribute;
  const inUse = mappedBy.length > 0 || usedBy.length > 0 || kept.versions || kept.values || kept.receipts;
  return (
    <>
      <AdminFlash />
      <PageHead
        title={label}
        lead={t.rich("lead", { key: () => <code>{key}</code>, type: t(`type.${type}`) })}
        above={[{ href: "/admin/attributes", text: t("title") }]}
        acts={
          !builtIn &&
          !inUse && (
            <Link
              className="button button-danger"
              href={`/admin/attributes/${encodeURIComponent(key)}/remove`}
              prefetch={false}
            >
              {t("delete")}
            </Link>
          )
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 *:min-w-0 @wide/work:grid-cols-[minmax(0,13fr)_minmax(0,7fr)]">
        <AttributeEditForm attribute={attribute} />
        <AttributeUse attribute={attribute} inUse={inUse} />
      </div>
    </>
  );
});
