import { getTranslations } from "next-intl/server";
import { TestStart } from "@/components/admin/provider/TestStart";
import { managedProvider } from "@/server/identity-providers";
import { missing } from "@/server/drawn";
import { one, pageTitle, type Search } from "@/server/page";
import { atStep } from "@/server/setup-progress";
import { testProblems } from "@/sign-in/test-problem";
import { Step } from "../../../Step";
import { Providers } from "../../Providers";
import { GoOn } from "./GoOn";

type Params = Promise<{ id: string }>;

export const generateMetadata = async () => pageTitle((await getTranslations("setup"))("step.test.title"));

/** The test of a provider: the third step. */
export default async function SetUpTest({ params, searchParams }: { params: Params; searchParams: Search }) {
  const facts = await atStep("test");
  const provider = await managedProvider((await params).id);
  if (!provider) missing();
  const search = await searchParams;
  const problem = testProblems.find((known) => known === one(search["problem"])) ?? null;
  return (
    <Step step="test" facts={facts}>
      <Providers providers={facts.providers} here={provider.id} page="/test" />
      <TestStart provider={provider} problem={problem} start={`/setup/provider/${provider.id}/test/start`} />
      <GoOn provider={provider} works={false} />
    </Step>
  );
}
