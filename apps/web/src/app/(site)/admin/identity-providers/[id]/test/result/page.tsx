import { getTranslations } from "next-intl/server";
import { ProviderHead } from "@/features/providers/components/ProviderHead";
import { requireAdministrator } from "@/platform/access";
import { redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { testedProvider } from "@/features/providers/test-sign-in/test-outcome";
import { enableProviderAction } from "@/features/providers/actions";
import { TestOutcome } from "@/features/providers/components/TestOutcome";

type Params = Promise<{ id: string }>;

export const generateMetadata = async () => pageTitle((await getTranslations("provider-test"))("resultTitle"));

/** The result of a test sign-in. This request finishes the test; the result is shown once. */
export default async function TestResult({ params }: { params: Params }) {
  await requireAdministrator();
  const tested = await testedProvider((await params).id);
  if (!tested) redirectToNotFound();
  const start = `/admin/identity-providers/${tested.provider.id}/test/start`;
  return (
    <>
      <ProviderHead provider={tested.provider} tab="test" switchProvider={enableProviderAction} />
      <TestOutcome {...tested} start={start} />
    </>
  );
}
