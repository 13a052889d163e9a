import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { BulkOutcome } from "@/components/admin/BulkOutcome";
import { PageHead } from "@/components/admin/PageHead";
import { BulkQuestion } from "@/components/admin/BulkQuestion";
import { requireAdministrator } from "@/server/access";
import { bulkActs } from "@/server/bulk";
import { drawn } from "@/server/drawn";
import { one, pageTitle, type Search } from "@/server/page";
import { chosenFor, usersPath } from "@/server/people";
import { readUserQuery } from "@/server/user-filter";
import { AdminNote } from "../../AdminNote";
import { actOnUsers } from "../actions";

export const generateMetadata = async () => pageTitle((await getTranslations("admin-users.bulk"))("here"));

/** The question before something is done to several accounts, and afterwards what became of each. */
export default drawn("/admin/users", async ({ searchParams }: { searchParams: Search }) => {
  await requireAdministrator();
  const search = await searchParams;
  const [act, query] = [bulkActs.find((known) => known === one(search["what"])), readUserQuery(search)];
  const back = usersPath(query);
  if (act === undefined) redirect(back);
  const [chosen, done] = [await chosenFor(act, [search["user"] ?? []].flat()), one(search["done"]) === "1"];
  const [t, list] = [await getTranslations("admin-users.bulk"), await getTranslations("admin.users")];
  const count = chosen.filter(({ standing }) => standing === (done ? "done" : "to-do")).length;
  const nothing = chosen.length === 0 ? t("nobody") : t("nothing");
  const question = count === 0 ? nothing : t(`question.${act}`, { count });
  return (
    <>
      <AdminNote />
      <PageHead
        title={done ? t(`done.${act}`, { count, all: chosen.length }) : question}
        above={[{ href: back, text: list("title") }]}
        here={t("here")}
      />
      {done || count === 0 ? (
        <BulkOutcome act={act} chosen={chosen} done={done} back={back} />
      ) : (
        <BulkQuestion act={act} chosen={chosen} fields={query} back={back} action={actOnUsers} />
      )}
    </>
  );
});
