import { getTranslations } from "next-intl/server";
import { TestStart } from "@/features/providers/components/TestStart";
import { managedProvider } from "@/features/providers/queries";
import { redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { testProblems } from "@/sign-in/try-out/test-problem";
import { SetupStepPanel } from "@/features/setup/components/SetupStepPanel";
import { SetupProviders } from "@/features/setup/components/SetupProviders";
import { enableProviderAction } from "@/features/providers/actions";
import { NextStep } from "@/features/setup/components/NextStep";
import { requireStep } from "@/features/setup/queries";
import { firstValue, type SearchParams } from "@/platform/request-input";

type Params = Promise<{ id: string }>;

export const generateMetadata = async () => pageTitle((await getTranslations("setup"))("step.test.title"));

/** The test of a provider: the third step. */
export default async function SetUpTest({ params, searchParams }: { params: Params; searchParams: SearchParams }) {
  const facts = await requireStep("test");
  const provider = await managedProvider((await params).id);
  if (!provider) redirectToNotFound();
  const search = await searchParams;
  const problem = testProblems.find((known) => known === firstValue(search["problem"])) ?? null;
  return (
    <SetupStepPanel step="test" facts={facts}>
      <SetupProviders providers={facts.providers} here={provider.id} page="/test" />
      <TestStart provider={provider} problem={problem} start={`/setup/provider/${provider.id}/test/start`} />
      <NextStep provider={provider} works={false} enable={enableProviderAction} />
    </SetupStepPanel>
  );
}
