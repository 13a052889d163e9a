import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { endRestrictionAction, restrictAction } from "@/features/users/actions";
import { restrictionGrounds } from "@/features/users/mutations";
import { profile } from "@/features/users/queries";
import { requireAdministrator } from "@/platform/access";
import { withErrorPage, redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { ConfirmQuestion } from "@/ui/form/ConfirmQuestion";
import { PlainSelectField } from "@/ui/form/Field";
import { UserActHead } from "@/features/users/components/UserActHead";
import { shortId } from "@/ui/table/references";

type Params = Promise<{ id: string }>;

export const generateMetadata = async () => pageTitle((await getTranslations("admin-users.restrict"))("here"));

/** How many days the person is told before the restriction ends. */
const waits = [3, 7, 14, 30] as const;

/** Restricts the use of what is stored about a person who asked for it, or settles when that ends. */
export default withErrorPage("/admin/users", async ({ params }: { params: Params }) => {
  const administrator = await requireAdministrator();
  const user = await profile((await params).id);
  if (!user) redirectToNotFound();
  const page = `/admin/users/${user.id}`;
  if (user.status === "closed" || user.id === administrator.id) redirect(page);
  const ends = user.restriction !== null;
  const [t, facts] = await Promise.all([
    getTranslations(ends ? "admin-users.endRestriction" : "admin-users.restrict"),
    getTranslations("admin.user"),
  ]);
  return (
    <>
      <UserActHead userId={user.id} title={t("title", { user: shortId(user.id) })} lead={t("lead")} here={t("here")} />
      <ConfirmQuestion
        action={ends ? endRestrictionAction : restrictAction}
        about={{ user: user.id }}
        facts={(["atOnce", "stays", "later"] as const).map((fact) => ({ name: t(fact), text: t(`${fact}Text`) }))}
        yes={t("yes")}
        no={t("no")}
        back={page}
      >
        <div className="mt-4 max-w-96">
          {ends ? (
            <PlainSelectField
              name="days"
              label={t("wait")}
              value="7"
              options={waits.map((days) => ({ value: String(days), text: t("days", { days }) }))}
              hint={t("waitHint")}
            />
          ) : (
            <PlainSelectField
              name="ground"
              label={t("ground")}
              value={restrictionGrounds[0]}
              options={restrictionGrounds.map((value) => ({ value, text: facts(`ground.${value}`) }))}
              hint={t("groundHint")}
            />
          )}
        </div>
      </ConfirmQuestion>
    </>
  );
});
