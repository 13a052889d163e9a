import { getTranslations } from "next-intl/server";
import { PageHead } from "@/components/admin/PageHead";
import { requireAdministrator } from "@/server/access";
import { one, pageTitle, type Search } from "@/server/page";
import { AdminNote } from "../../AdminNote";
import { Editor } from "../Editor";

export const generateMetadata = async () => pageTitle((await getTranslations("admin.purpose"))("newTitle"));

export default async function NewPurpose({ searchParams }: { searchParams: Search }) {
  await requireAdministrator();
  const [t, list, search] = await Promise.all([
    getTranslations("admin.purpose"),
    getTranslations("admin.purposes"),
    searchParams,
  ]);
  return (
    <>
      <AdminNote />
      <PageHead title={t("newTitle")} above={[{ href: "/admin/purposes", text: list("title") }]} />
      {/* After "Finish and add another" the editor must start empty, although it is the same page. */}
      <Editor key={one(search["after"]) ?? "first"} stored={null} />
    </>
  );
}
