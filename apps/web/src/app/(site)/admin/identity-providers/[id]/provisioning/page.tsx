import { getTranslations } from "next-intl/server";
import { ProviderHead } from "@/features/providers/components/ProviderHead";
import { ProvisioningForm } from "@/features/providers/components/ProvisioningForm";
import { requireAdministrator } from "@/platform/access";
import { redirectToNotFound } from "@/platform/error-page";
import { managedProvider } from "@/features/providers/queries";
import { pageTitle } from "@/platform/page";
import { AdminFlash } from "../../../AdminFlash";
import { enableProviderAction } from "@/features/providers/actions";
import { providerTexts } from "@/features/providers/components/provider-texts";
import { FormMessages } from "@/ui/form/FormMessages";
import { editProvisioningAction } from "@/features/providers/provisioning/actions";
import { shownProvisioning } from "@/features/providers/provisioning/form-fields";
import { attributesToList, purposesToChoose } from "@/features/providers/provisioning/queries";
import { firstValue, type SearchParams } from "@/platform/request-input";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  const [found, t] = await Promise.all([
    managedProvider((await params).id),
    getTranslations("identity-providers.tabs"),
  ]);
  return pageTitle(found ? `${t("provisioning")}: ${found.name}` : "");
}

/** What happens at the first sign-in through a provider, and at later ones. */
export default async function Provisioning({ params, searchParams }: { params: Params; searchParams: SearchParams }) {
  await requireAdministrator();
  const provider = await managedProvider((await params).id);
  if (!provider) redirectToNotFound();
  const { id, name, revision } = provider;
  const mapped = new Set(provider.mappings.map(({ attribute }) => attribute));
  const [purposes, attributes] = await Promise.all([purposesToChoose(), attributesToList(mapped)]);
  return (
    <>
      <AdminFlash />
      <ProviderHead provider={provider} tab="provisioning" switchProvider={enableProviderAction} />
      <FormMessages of={providerTexts("provisioning")}>
        <ProvisioningForm
          // After saving, the form starts again from the saved values, although the page is the same.
          key={firstValue((await searchParams)["saved"]) ?? "opened"}
          action={editProvisioningAction}
          provider={{ id, name, revision }}
          purposes={purposes}
          attributes={attributes}
          stored={shownProvisioning(provider)}
        />
      </FormMessages>
    </>
  );
}
