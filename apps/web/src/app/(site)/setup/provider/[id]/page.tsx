import { getTranslations } from "next-intl/server";
import { StoredConnection } from "@/features/providers/components/StoredConnection";
import { redirectToNotFound } from "@/platform/error-page";
import { managedProvider } from "@/features/providers/queries";
import { pageTitle } from "@/platform/page";
import { SetupStepPanel } from "@/features/setup/components/SetupStepPanel";
import { SetupProviders } from "@/features/setup/components/SetupProviders";
import { requireStep } from "@/features/setup/queries";

export const generateMetadata = async () => pageTitle((await getTranslations("setup"))("step.provider.title"));

/** The second step again: a connected provider. */
export default async function SetUpConnection({ params }: { params: Promise<{ id: string }> }) {
  const facts = await requireStep("provider");
  const provider = await managedProvider((await params).id);
  if (!provider) redirectToNotFound();
  return (
    <SetupStepPanel step="provider" facts={facts}>
      <SetupProviders providers={facts.providers} here={provider.id} />
      <StoredConnection key={provider.id} provider={provider} saved={undefined} home="/setup/provider" />
    </SetupStepPanel>
  );
}
