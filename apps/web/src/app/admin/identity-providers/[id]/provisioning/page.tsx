import { getTranslations } from "next-intl/server";
import { openedForm } from "@/ui/form/form-state";
import { ProviderHead } from "@/features/providers/components/ProviderHead";
import { ProvisioningForm } from "@/features/providers/components/ProvisioningForm";
import { requireAdministrator } from "@/platform/access";
import { missing } from "@/platform/error-page";
import { managedProvider } from "@/features/providers/queries";
import { one, pageTitle, type Search } from "@/platform/page";
import { attributesToList, purposesToChoose } from "@/features/providers/provisioning-mutations";
import { AdminNote } from "../../../AdminNote";
import { enableProvider } from "@/features/providers/actions";
import { Texts } from "@/ui/Texts";
import { editProvisioning } from "@/features/providers/provisioning-actions";
import { shownProvisioning } from "@/features/providers/provisioning-form";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  const [found, t] = [await managedProvider((await params).id), await getTranslations("identity-providers.tabs")];
  return pageTitle(found ? `${t("provisioning")}: ${found.name}` : "");
}

/** What happens to somebody who comes through a provider for the first time, and at later sign-ins. */
export default async function Provisioning({ params, searchParams }: { params: Params; searchParams: Search }) {
  await requireAdministrator();
  const provider = await managedProvider((await params).id);
  if (!provider) missing();
  const { id, name, revision } = provider;
  const mapped = new Set(provider.mappings.map(({ attribute }) => attribute));
  const [purposes, attributes] = [await purposesToChoose(), await attributesToList(mapped)];
  return (
    <>
      <AdminNote />
      <ProviderHead provider={provider} tab="provisioning" switchProvider={enableProvider} />
      <Texts of={["provisioning"]}>
        <ProvisioningForm
          // After it was saved the form starts anew, although it is the same page.
          key={one((await searchParams)["saved"]) ?? "opened"}
          action={editProvisioning}
          opened={openedForm}
          provider={{ id, name, revision }}
          purposes={purposes}
          attributes={attributes}
          stored={shownProvisioning(provider)}
        />
      </Texts>
    </>
  );
}
