import { getTranslations } from "next-intl/server";
import { TestStart } from "@/features/providers/components/TestStart";
import { managedProvider } from "@/features/providers/queries";
import { redirectToNotFound } from "@/platform/error-page";
import { firstValue, pageTitle, type SearchParams } from "@/platform/page";
import { atStep } from "@/features/setup/setup-progress";
import { testProblems } from "@/sign-in/try-out/test-problem";
import { Step } from "@/features/setup/components/Step";
import { Providers } from "@/features/setup/components/Providers";
import { enableProvider } from "@/features/providers/actions";
import { GoOn } from "@/features/setup/components/GoOn";

type Params = Promise<{ id: string }>;

export const generateMetadata = async () => pageTitle((await getTranslations("setup"))("step.test.title"));

/** The test of a provider: the third step. */
export default async function SetUpTest({ params, searchParams }: { params: Params; searchParams: SearchParams }) {
  const facts = await atStep("test");
  const provider = await managedProvider((await params).id);
  if (!provider) redirectToNotFound();
  const search = await searchParams;
  const problem = testProblems.find((known) => known === firstValue(search["problem"])) ?? null;
  return (
    <Step step="test" facts={facts}>
      <Providers providers={facts.providers} here={provider.id} page="/test" />
      <TestStart provider={provider} problem={problem} start={`/setup/provider/${provider.id}/test/start`} />
      <GoOn provider={provider} works={false} enable={enableProvider} />
    </Step>
  );
}
