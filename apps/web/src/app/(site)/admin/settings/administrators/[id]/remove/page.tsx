import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { PageHead } from "@/ui/PageHead";
import { ConfirmQuestion } from "@/ui/form/ConfirmQuestion";
import { RecentSignIn } from "@/ui/form/RecentSignIn";
import { requireAdministrator } from "@/platform/access";
import { withErrorPage } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { removeAdministratorAction } from "@/features/settings/administrators/actions";
import { administratorListing } from "@/features/settings/administrators/queries";
import { shortId } from "@/ui/table/references";

type Params = Promise<{ id: string }>;

const path = "/admin/settings/administrators";

export async function generateMetadata({ params }: { params: Params }) {
  const t = await getTranslations("admin-settings.remove");
  return pageTitle(t("title", { user: shortId((await params).id) }));
}

/** Asks before the administrator role is removed from an account. */
export default withErrorPage(path, async ({ params }: { params: Params }) => {
  await requireAdministrator();
  const { id } = await params;
  const { administrators: listed, self } = await administratorListing();
  const person = listed.find(({ userId }) => userId === id);
  if (!person || id === self) redirect(path);
  const t = await getTranslations("admin-settings");
  const short = shortId(id);
  return (
    <>
      <PageHead
        title={t.rich("remove.title", { user: short })}
        lead={person.name && <bdi>{person.name}</bdi>}
        above={[
          { href: "/admin/settings", text: t("title") },
          { href: path, text: t("administrators.title") },
        ]}
        here={t("remove.here")}
      />
      <RecentSignIn />
      <ConfirmQuestion
        action={removeAdministratorAction}
        about={{ user: id }}
        facts={(["atOnce", "stays", "again"] as const).map((fact) => ({
          name: t(`remove.${fact}`),
          text: t(`remove.${fact}Text`),
        }))}
        yes={t("remove.yes")}
        no={t("remove.no")}
        back={path}
      />
    </>
  );
});
