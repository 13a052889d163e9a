import { getTranslations } from "next-intl/server";
import { sampleValue } from "@/features/purposes/preview/sample-value";
import { PageHead } from "@/ui/PageHead";
import { VersionFacts } from "@/features/purposes/components/VersionTable";
import { ConsentScreenPurpose } from "@/sign-in/components/ConsentScreenPurpose";
import { requireAdministrator } from "@/platform/access";
import { redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { shownVersion } from "@/features/purposes/history-queries";

type Params = Promise<{ id: string; number: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  const { id, number } = await params;
  const [shown, t] = await Promise.all([shownVersion(id, number), getTranslations("admin.history")]);
  return pageTitle(shown ? t("versionTitle", { name: shown.purpose.name, number: shown.version.number }) : "");
}

/** One version as people saw it, with sample values and without working controls. */
export default async function Version({ params }: { params: Params }) {
  await requireAdministrator();
  const { id, number } = await params;
  const [shown, t, list, sample] = await Promise.all([
    shownVersion(id, number),
    getTranslations("admin.history"),
    getTranslations("admin.purposes"),
    getTranslations("admin-editor.sample"),
  ]);
  if (!shown) redirectToNotFound();
  const { purpose, types, organisation, name } = shown;
  const items = Object.fromEntries(
    purpose.items.map((item) => [
      item.id,
      {
        value: sampleValue(sample, item.attribute, types[item.attribute]),
        type: types[item.attribute] ?? "text",
        ticked: false,
      },
    ]),
  );
  const above = [
    { href: "/admin/purposes", text: list("title") },
    { href: `/admin/purposes/${id}`, text: name },
    { href: `/admin/purposes/${id}/history`, text: t("here") },
  ];
  return (
    <>
      <PageHead
        title={t("versionTitle", { name: purpose.name, number: purpose.number })}
        lead={t("versionLead")}
        above={above}
        here={list("version", { number: purpose.number })}
      />
      <VersionFacts past={shown} />
      <div className="stage">
        <div className="sheet" inert>
          <ConsentScreenPurpose {...{ purpose, items, organisation }} />
        </div>
      </div>
    </>
  );
}
