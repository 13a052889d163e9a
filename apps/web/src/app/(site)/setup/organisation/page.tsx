import { getTranslations } from "next-intl/server";
import { OrganisationForm } from "@/features/settings/components/OrganisationForm";
import { pageTitle } from "@/platform/page";
import { SetupStepPanel } from "@/features/setup/components/SetupStepPanel";
import { requireStep } from "@/features/setup/queries";

export const generateMetadata = async () => pageTitle((await getTranslations("setup"))("step.organisation.title"));

/** The first step: the organisation. */
export default async function SetUpOrganisation() {
  const [facts, t] = await Promise.all([requireStep("organisation"), getTranslations("setup")]);
  return (
    <SetupStepPanel step="organisation" facts={facts}>
      <OrganisationForm save={t("saveAndGoOn")} href="/setup/organisation" cancelHref={null} />
    </SetupStepPanel>
  );
}
