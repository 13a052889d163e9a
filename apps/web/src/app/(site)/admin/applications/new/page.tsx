import { getTranslations } from "next-intl/server";
import { addApplicationAction } from "@/features/applications/actions";
import { ApplicationForm } from "@/features/applications/components/ApplicationForm";
import { applicationTexts } from "@/features/applications/components/application-texts";
import { newApplicationFields } from "@/features/applications/form-fields";
import { subjectSources } from "@/features/applications/queries";
import { requireAdministrator } from "@/platform/access";
import { pageTitle } from "@/platform/page";
import { firstValue, type SearchParams } from "@/platform/request-input";
import { FormMessages } from "@/ui/form/FormMessages";
import { PageHead } from "@/ui/PageHead";
import { Tabs } from "@/ui/Tabs";

export const generateMetadata = async () => pageTitle((await getTranslations("admin-applications.new"))("title"));

const home = "/admin/applications";
const kinds = ["web", "single-page", "native", "service"] as const;

/** A new application. Its kind is in the address, so that choosing one needs no script. */
export default async function NewApplication({ searchParams }: { searchParams: SearchParams }) {
  await requireAdministrator();
  const [search, t] = await Promise.all([searchParams, getTranslations("admin-applications")]);
  const kind = kinds.find((known) => known === firstValue(search["kind"])) ?? "web";
  const sources = kind === "service" ? await subjectSources() : null;
  return (
    <>
      <PageHead
        title={t("new.title")}
        lead={t(kind === "service" ? "new.leadService" : "new.lead")}
        above={[{ href: home, text: t("list.title") }]}
      />
      <Tabs
        label={t("new.kind")}
        tabs={kinds.map((one) => ({
          href: `${home}/new?kind=${one}`,
          text: t(`kind.${one}`),
          current: one === kind,
        }))}
      />
      <p className="mb-6 max-w-form text-muted">{t(`new.help.${kind}`)}</p>
      <FormMessages of={applicationTexts}>
        <ApplicationForm
          key={kind}
          action={addApplicationAction}
          application={null}
          kind={kind}
          stored={{ ...newApplicationFields(kind), subjectsOf: sources?.[0]?.id ?? "" }}
          {...(sources === null ? {} : { subjectSources: sources })}
        />
      </FormMessages>
    </>
  );
}
