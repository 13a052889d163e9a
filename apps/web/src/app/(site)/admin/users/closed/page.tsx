import { getTranslations } from "next-intl/server";
import { ClosedAccountForm, FoundClosedAccount } from "@/features/users/components/ClosedAccount";
import { releaseClosedAction } from "@/features/users/actions";
import { closedAccount } from "@/features/users/queries";
import { PageHead } from "@/ui/PageHead";
import { requireAdministrator } from "@/platform/access";
import { withErrorPage } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { firstValue, type SearchParams } from "@/platform/request-input";
import { AdminFlash } from "../../AdminFlash";

export const generateMetadata = async () => pageTitle((await getTranslations("admin-users.closed"))("title"));

/**
 * Finds a closed account by the reference that its owner was shown, and lets its sign-in make a new account. A reference
 * is not personal data, so it may be in the address.
 */
export default withErrorPage("/admin/users", async ({ searchParams }: { searchParams: SearchParams }) => {
  await requireAdministrator();
  const reference = firstValue((await searchParams)["reference"])?.slice(0, 20);
  const [found, t, list] = await Promise.all([
    closedAccount(reference),
    getTranslations("admin-users.closed"),
    getTranslations("admin.users"),
  ]);
  return (
    <>
      <AdminFlash needsFresh />
      <PageHead
        title={t("title")}
        lead={t("lead")}
        above={[{ href: "/admin/users", text: list("title") }]}
        here={t("here")}
      />
      <ClosedAccountForm reference={reference} isMissing={Boolean(reference) && !found} />
      {found && <FoundClosedAccount account={found} release={releaseClosedAction} />}
    </>
  );
});
