import { getTranslations } from "next-intl/server";
import { PageHead } from "@/components/admin/PageHead";
import { requireAdministrator } from "@/server/access";
import { one, pageTitle, type Search } from "@/server/page";
import { NewConnection } from "./NewConnection";

export const generateMetadata = async () =>
  pageTitle((await getTranslations("identity-providers.connection"))("newTitle"));

/** A new connection. */
export default async function NewProvider({ searchParams }: { searchParams: Search }) {
  await requireAdministrator();
  const [search, t] = [await searchParams, await getTranslations("identity-providers")];
  const home = "/admin/identity-providers";
  return (
    <>
      <PageHead
        title={t("connection.newTitle")}
        lead={t("connection.newLead")}
        above={[{ href: home, text: t("list.title") }]}
      />
      <NewConnection presetName={one(search["preset"])} home={home} newPage={`${home}/new`} />
    </>
  );
}
