import { getTranslations } from "next-intl/server";
import { enableApplicationAction } from "@/features/applications/actions";
import { ApplicationHead } from "@/features/applications/components/ApplicationHead";
import { ProductSteps } from "@/features/applications/components/ProductSteps";
import { managedApplication } from "@/features/applications/queries";
import { type SetUp, setUpOf } from "@/features/applications/setup/queries";
import { requireAdministrator } from "@/platform/access";
import { redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { firstValue, type SearchParams } from "@/platform/request-input";
import { CopyField } from "@/ui/form/CopyField";
import { Panel } from "@/ui/Panel";
import { Tabs } from "@/ui/Tabs";
import { AdminFlash } from "../../../AdminFlash";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  const [found, t] = await Promise.all([
    managedApplication((await params).id),
    getTranslations("admin-applications.tabs"),
  ]);
  return pageTitle(found ? `${t("setup")}: ${found.name}` : "");
}

/** What has to be entered in the application. The product is in the address, so that choosing one needs no script. */
export default async function SetUp({ params, searchParams }: { params: Params; searchParams: SearchParams }) {
  await requireAdministrator();
  const application = await managedApplication((await params).id);
  if (!application) redirectToNotFound();
  const [facts, t] = await Promise.all([
    setUpOf(application, firstValue((await searchParams)["product"])),
    getTranslations("admin-applications"),
  ]);
  const home = `/admin/applications/${application.id}/setup`;
  const { product, products, values, api } = facts;
  return (
    <>
      <AdminFlash />
      <ApplicationHead application={application} tab="setup" switchApplication={enableApplicationAction} />
      <Panel id="setup" title={t("setup.title")} text={t("setup.text")} className="max-w-form">
        <div className="panel-body">
          <CopyFields fields={values} />
        </div>
      </Panel>
      {products.length > 0 && (
        <div className="mt-6">
          <Tabs
            label={t("product.label")}
            tabs={products.map((one) => ({
              href: `${home}?product=${one}`,
              text: t(`product.name.${one}`),
              current: one === product?.name,
            }))}
          />
        </div>
      )}
      {product ? (
        <ProductSteps application={application} product={product} missing={facts.missing} optional={facts.optional} />
      ) : (
        products.length > 0 && <p className="mb-6 max-w-form text-muted">{t("product.choose")}</p>
      )}
      {api.length > 0 && (
        <Panel id="api" title={t("setup.apiTitle")} text={t("setup.apiText")} className="max-w-form">
          <div className="panel-body">
            <CopyFields fields={api} />
          </div>
        </Panel>
      )}
    </>
  );
}

interface CopyFieldsProps {
  readonly fields: readonly (SetUp["values"][number] | SetUp["api"][number])[];
}

async function CopyFields({ fields }: CopyFieldsProps) {
  const t = await getTranslations("admin-applications.setup");
  return fields.map(({ name, value }) => (
    <CopyField
      key={name}
      name={name}
      value={value}
      words={{ label: t(name), hint: t(`${name}Hint`), copy: t("copy"), copied: t("copied") }}
    />
  ));
}
