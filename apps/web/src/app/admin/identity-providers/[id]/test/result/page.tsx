import { getTranslations } from "next-intl/server";
import { ProviderHead } from "@/components/admin/provider/ProviderHead";
import { requireAdministrator } from "@/server/access";
import { missing } from "@/server/drawn";
import { pageTitle } from "@/server/page";
import { testedProvider } from "@/server/provider-test";
import { enableProvider } from "../../../actions";
import { TestOutcome } from "../TestOutcome";

type Params = Promise<{ id: string }>;

export const generateMetadata = async () => pageTitle((await getTranslations("provider-test"))("resultTitle"));

/** What came of a test sign-in. It is run by this very request, shown once, and gone when the page is left. */
export default async function TestResult({ params }: { params: Params }) {
  await requireAdministrator();
  const tested = await testedProvider((await params).id);
  if (!tested) missing();
  const start = `/admin/identity-providers/${tested.provider.id}/test/start`;
  return (
    <>
      <ProviderHead provider={tested.provider} tab="test" switchProvider={enableProvider} />
      <TestOutcome {...tested} start={start} />
    </>
  );
}
