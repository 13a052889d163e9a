import { getTranslations } from "next-intl/server";
import { StoredConnection } from "@/features/providers/components/StoredConnection";
import { redirectToNotFound } from "@/platform/error-page";
import { managedProvider } from "@/features/providers/queries";
import { pageTitle } from "@/platform/page";
import { atStep } from "@/features/setup/setup-progress";
import { Step } from "@/features/setup/components/Step";
import { Providers } from "@/features/setup/components/Providers";

export const generateMetadata = async () => pageTitle((await getTranslations("setup"))("step.provider.title"));

/** A provider that is connected, to look again: the second step. */
export default async function SetUpConnection({ params }: { params: Promise<{ id: string }> }) {
  const facts = await atStep("provider");
  const provider = await managedProvider((await params).id);
  if (!provider) redirectToNotFound();
  return (
    <Step step="provider" facts={facts}>
      <Providers providers={facts.providers} here={provider.id} />
      <StoredConnection key={provider.id} provider={provider} saved={undefined} home="/setup/provider" />
    </Step>
  );
}
