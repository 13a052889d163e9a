import { getTranslations } from "next-intl/server";
import { StoredConnection } from "@/app/admin/identity-providers/[id]/StoredConnection";
import { missing } from "@/server/drawn";
import { managedProvider } from "@/server/identity-providers";
import { pageTitle } from "@/server/page";
import { atStep } from "@/server/setup-progress";
import { Step } from "../../Step";
import { Providers } from "../Providers";

export const generateMetadata = async () => pageTitle((await getTranslations("setup"))("step.provider.title"));

/** A provider that is connected, to look again: the second step. */
export default async function SetUpConnection({ params }: { params: Promise<{ id: string }> }) {
  const facts = await atStep("provider");
  const provider = await managedProvider((await params).id);
  if (!provider) missing();
  return (
    <Step step="provider" facts={facts}>
      <Providers providers={facts.providers} here={provider.id} />
      <StoredConnection key={provider.id} provider={provider} saved={undefined} home="/setup/provider" />
    </Step>
  );
}
