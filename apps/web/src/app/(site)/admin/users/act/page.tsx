import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { BulkOutcome } from "@/features/users/components/BulkOutcome";
import { PageHead } from "@/ui/PageHead";
import { BulkQuestion } from "@/features/users/components/BulkQuestion";
import { requireAdministrator } from "@/platform/access";
import { bulkActions } from "@/features/users/bulk";
import { withErrorPage } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { selectedAccounts, usersPath } from "@/features/users/queries";
import { readUserQuery } from "@/features/users/filter";
import { AdminFlash } from "../../AdminFlash";
import { changeAccountsAction } from "@/features/users/actions";
import { firstValue, type SearchParams } from "@/platform/request-input";

export const generateMetadata = async () => pageTitle((await getTranslations("admin-users.bulk"))("here"));

/** Asks before several accounts are changed; afterwards, says what happened to each. */
export default withErrorPage("/admin/users", async ({ searchParams }: { searchParams: SearchParams }) => {
  await requireAdministrator();
  const search = await searchParams;
  const [act, query] = [bulkActions.find((known) => known === firstValue(search["what"])), readUserQuery(search)];
  const back = usersPath(query);
  if (act === undefined) redirect(back);
  const [chosen, done] = [
    await selectedAccounts(act, [search["user"] ?? []].flat()),
    firstValue(search["done"]) === "1",
  ];
  const [t, list] = await Promise.all([getTranslations("admin-users.bulk"), getTranslations("admin.users")]);
  const count = chosen.filter(({ bulkState }) => bulkState === (done ? "done" : "to-do")).length;
  const nothing = chosen.length === 0 ? t("nobody") : t("nothing");
  const question = count === 0 ? nothing : t(`question.${act}`, { count });
  return (
    <>
      <AdminFlash needsFresh />
      <PageHead
        title={done ? t(`done.${act}`, { count, all: chosen.length }) : question}
        above={[{ href: back, text: list("title") }]}
        here={t("here")}
      />
      {done || count === 0 ? (
        <BulkOutcome act={act} chosen={chosen} done={done} back={back} />
      ) : (
        <BulkQuestion act={act} chosen={chosen} fields={query} back={back} action={changeAccountsAction} />
      )}
    </>
  );
});
