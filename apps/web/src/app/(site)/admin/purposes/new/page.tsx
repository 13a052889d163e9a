import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { PageHead } from "@/ui/PageHead";
import { requireAdministrator } from "@/platform/access";
import { pageTitle } from "@/platform/page";
import { purposeTemplate, purposeTemplates } from "@/features/purposes/template-queries";
import { purposeCopy } from "@/features/purposes/queries";
import { AdminFlash } from "../../AdminFlash";
import { Editor } from "@/features/purposes/components/Editor";
import { firstValue, type SearchParams } from "@/platform/request-input";

export const generateMetadata = async () => pageTitle((await getTranslations("admin.purpose"))("newTitle"));

export default async function NewPurpose({ searchParams }: { searchParams: SearchParams }) {
  await requireAdministrator();
  const [t, list, search] = await Promise.all([
    getTranslations("admin.purpose"),
    getTranslations("admin.purposes"),
    searchParams,
  ]);
  const [after, from, template] = [
    firstValue(search["after"]),
    firstValue(search["from"]),
    firstValue(search["template"]),
  ];
  const start = (await purposeCopy(from)) ?? (await purposeTemplate(template));
  return (
    <>
      <AdminFlash />
      <PageHead title={t("newTitle")} above={[{ href: "/admin/purposes", text: list("title") }]} />
      <Templates />
      {/* After "Finish and add another" the editor must start empty, although the page is the same. */}
      <Editor key={[after, from, template].join()} stored={null} start={start} about={aboutOf({ from, template })} />
    </>
  );
}

/** The parameters of the address that say what to start from. */
const aboutOf = (asked: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

async function Templates() {
  const [t, templates] = await Promise.all([getTranslations("admin.purpose"), purposeTemplates()]);
  return (
    <nav className="mb-4 flex flex-wrap gap-x-4 gap-y-1 text-muted" aria-label={t("templates")}>
      <span>{t("templates")}</span>
      <ul className="flex flex-wrap gap-x-4 gap-y-1">
        {templates.map(({ code, name }) => (
          <li key={code}>
            <Link href={`/admin/purposes/new?template=${code}`} prefetch={false}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
