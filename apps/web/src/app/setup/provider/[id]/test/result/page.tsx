import { getTranslations } from "next-intl/server";
import { TestOutcome } from "@/app/admin/identity-providers/[id]/test/TestOutcome";
import { missing } from "@/server/drawn";
import { pageTitle } from "@/server/page";
import { testedProvider } from "@/server/provider-test";
import { atStep } from "@/server/setup-progress";
import { Step } from "../../../../Step";
import { GoOn } from "../GoOn";

type Params = Promise<{ id: string }>;

export const generateMetadata = async () => pageTitle((await getTranslations("provider-test"))("resultTitle"));

/** What came of the test, shown once, and the way on. */
export default async function SetUpTestResult({ params }: { params: Params }) {
  const facts = await atStep("test");
  const tested = await testedProvider((await params).id);
  if (!tested) missing();
  const { provider, result } = tested;
  const works = result !== null && result.problem === null;
  return (
    <Step step="test" facts={facts}>
      {works && <GoOn provider={provider} works />}
      <TestOutcome provider={provider} result={result} start={`/setup/provider/${provider.id}/test/start`} />
      {!works && <GoOn provider={provider} works={false} />}
    </Step>
  );
}
