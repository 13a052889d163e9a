import { getTranslations } from "next-intl/server";
import { PageHead } from "@/ui/PageHead";
import { RecentSignIn } from "@/ui/form/RecentSignIn";
import { requireAdministrator } from "@/platform/access";
import { pageTitle } from "@/platform/page";
import { NewConnection } from "@/features/providers/components/NewConnection";
import { firstValue, type SearchParams } from "@/platform/request-input";

export const generateMetadata = async () =>
  pageTitle((await getTranslations("identity-providers.connection"))("newTitle"));

/** A new connection. */
export default async function NewProvider({ searchParams }: { searchParams: SearchParams }) {
  await requireAdministrator();
  const [search, t] = await Promise.all([searchParams, getTranslations("identity-providers")]);
  const home = "/admin/identity-providers";
  return (
    <>
      <PageHead
        title={t("connection.newTitle")}
        lead={t("connection.newLead")}
        above={[{ href: home, text: t("list.title") }]}
      />
      <RecentSignIn />
      <NewConnection presetName={firstValue(search["preset"])} home={home} newPage={`${home}/new`} />
    </>
  );
}
