import { getTranslations } from "next-intl/server";
import { TestOutcome } from "@/features/providers/components/TestOutcome";
import { redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { testedProvider } from "@/features/providers/test-outcome";
import { atStep } from "@/features/setup/setup-progress";
import { Step } from "@/features/setup/components/Step";
import { enableProvider } from "@/features/providers/actions";
import { GoOn } from "@/features/setup/components/GoOn";

type Params = Promise<{ id: string }>;

export const generateMetadata = async () => pageTitle((await getTranslations("provider-test"))("resultTitle"));

/** What came of the test, shown once, and the way on. */
export default async function SetUpTestResult({ params }: { params: Params }) {
  const facts = await atStep("test");
  const tested = await testedProvider((await params).id);
  if (!tested) redirectToNotFound();
  const { provider, result } = tested;
  const works = result !== null && result.problem === null;
  return (
    <Step step="test" facts={facts}>
      {works && <GoOn provider={provider} works enable={enableProvider} />}
      <TestOutcome provider={provider} result={result} start={`/setup/provider/${provider.id}/test/start`} />
      {!works && <GoOn provider={provider} works={false} enable={enableProvider} />}
    </Step>
  );
}
