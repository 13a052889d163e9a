import { getTranslations } from "next-intl/server";
import { openedForm } from "@/components/admin/form/form-state";
import { ProviderHead } from "@/components/admin/provider/ProviderHead";
import { ProvisioningForm } from "@/components/admin/provider/ProvisioningForm";
import { requireAdministrator } from "@/server/access";
import { missing } from "@/server/drawn";
import { managedProvider } from "@/server/identity-providers";
import { one, pageTitle, type Search } from "@/server/page";
import { attributesToList, purposesToChoose } from "@/server/provisioning-changes";
import { AdminNote } from "../../../AdminNote";
import { enableProvider } from "../../actions";
import { Texts } from "../../../Texts";
import { editProvisioning } from "./actions";
import { shownProvisioning } from "./form";

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
