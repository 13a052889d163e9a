import { getTranslations } from "next-intl/server";
import { NewConnection } from "@/features/providers/components/NewConnection";
import { pageTitle } from "@/platform/page";
import { SetupProviders } from "@/features/setup/components/SetupProviders";
import { SetupStepPanel } from "@/features/setup/components/SetupStepPanel";
import { requireStep } from "@/features/setup/queries";
import { firstValue, type SearchParams } from "@/platform/request-input";

export const generateMetadata = async () => pageTitle((await getTranslations("setup"))("step.provider.title"));

/** Connecting a provider: the second step. */
export default async function SetUpNewProvider({ searchParams }: { searchParams: SearchParams }) {
  const facts = await requireStep("provider");
  return (
    <SetupStepPanel step="provider" facts={facts}>
      <SetupProviders providers={facts.providers} here="new" />
      <NewConnection
        presetName={firstValue((await searchParams)["preset"])}
        home="/setup/provider"
        newPage="/setup/provider/new"
      />
    </SetupStepPanel>
  );
}
