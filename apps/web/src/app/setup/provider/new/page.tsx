import { getTranslations } from "next-intl/server";
import { NewConnection } from "@/features/providers/components/NewConnection";
import { firstValue, pageTitle, type SearchParams } from "@/platform/page";
import { atStep } from "@/features/setup/setup-progress";
import { Providers } from "@/features/setup/components/Providers";
import { Step } from "@/features/setup/components/Step";

export const generateMetadata = async () => pageTitle((await getTranslations("setup"))("step.provider.title"));

/** Connecting a provider: the second step. */
export default async function SetUpNewProvider({ searchParams }: { searchParams: SearchParams }) {
  const facts = await atStep("provider");
  return (
    <Step step="provider" facts={facts}>
      <Providers providers={facts.providers} here="new" />
      <NewConnection
        presetName={firstValue((await searchParams)["preset"])}
        home="/setup/provider"
        newPage="/setup/provider/new"
      />
    </Step>
  );
}
