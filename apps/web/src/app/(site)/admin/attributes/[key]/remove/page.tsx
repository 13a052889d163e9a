import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { PageHead } from "@/ui/PageHead";
import { ConfirmQuestion } from "@/ui/form/ConfirmQuestion";
import { requireAdministrator } from "@/platform/access";
import { editedAttribute } from "@/features/attributes/queries";
import { withErrorPage, redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { deleteAttributeAction } from "@/features/attributes/actions";
import { decodePathPart } from "@/platform/request-input";

type Params = Promise<{ key: string }>;

export const generateMetadata = async () => pageTitle((await getTranslations("admin-attributes"))("delete"));

/** Asks before an attribute is deleted. */
export default withErrorPage("/admin/attributes", async ({ params }: { params: Params }) => {
  await requireAdministrator();
  const attribute = await editedAttribute(decodePathPart((await params).key));
  if (!attribute) redirectToNotFound();
  const { key, label, builtIn } = attribute;
  const page = `/admin/attributes/${encodeURIComponent(key)}`;
  if (builtIn) redirect(page);
  const t = await getTranslations("admin-attributes");
  return (
    <>
      <PageHead
        title={t("deleteTitle", { label })}
        above={[
          { href: "/admin/attributes", text: t("title") },
          { href: page, text: label },
        ]}
        here={t("delete")}
      />
      <ConfirmQuestion
        action={deleteAttributeAction}
        about={{ key }}
        facts={[{ name: t("deleteWhat"), text: t("deleteText") }]}
        yes={t("delete")}
        no={t("keep")}
        back={page}
      />
    </>
  );
});
