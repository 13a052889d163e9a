import { getTranslations } from "next-intl/server";
import { NewConnection } from "@/app/admin/identity-providers/new/NewConnection";
import { one, pageTitle, type Search } from "@/server/page";
import { atStep } from "@/server/setup-progress";
import { Providers } from "../Providers";
import { Step } from "../../Step";

export const generateMetadata = async () => pageTitle((await getTranslations("setup"))("step.provider.title"));

/** Connecting a provider: the second step. */
export default async function SetUpNewProvider({ searchParams }: { searchParams: Search }) {
  const facts = await atStep("provider");
  return (
    <Step step="provider" facts={facts}>
      <Providers providers={facts.providers} here="new" />
      <NewConnection
        presetName={one((await searchParams)["preset"])}
        home="/setup/provider"
        newPage="/setup/provider/new"
      />
    </Step>
  );
}
