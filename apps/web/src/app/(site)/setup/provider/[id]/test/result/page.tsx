import { getTranslations } from "next-intl/server";
import { TestOutcome } from "@/features/providers/components/TestOutcome";
import { redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { testedProvider } from "@/features/providers/test-sign-in/test-outcome";
import { SetupStepPanel } from "@/features/setup/components/SetupStepPanel";
import { enableProviderAction } from "@/features/providers/actions";
import { NextStep } from "@/features/setup/components/NextStep";
import { requireStep } from "@/features/setup/queries";

type Params = Promise<{ id: string }>;

export const generateMetadata = async () => pageTitle((await getTranslations("provider-test"))("resultTitle"));

/** The result of the test, shown once, and the next step. */
export default async function SetUpTestResult({ params }: { params: Params }) {
  const facts = await requireStep("test");
  const tested = await testedProvider((await params).id);
  if (!tested) redirectToNotFound();
  const { provider, result } = tested;
  const works = result !== null && result.problem === null;
  return (
    <SetupStepPanel step="test" facts={facts}>
      {works && <NextStep provider={provider} works enable={enableProviderAction} />}
      <TestOutcome provider={provider} result={result} start={`/setup/provider/${provider.id}/test/start`} />
      {!works && <NextStep provider={provider} works={false} enable={enableProviderAction} />}
    </SetupStepPanel>
  );
}
