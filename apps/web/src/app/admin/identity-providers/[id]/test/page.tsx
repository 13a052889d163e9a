import { getTranslations } from "next-intl/server";
import { ProviderHead } from "@/features/providers/components/ProviderHead";
import { TestStart } from "@/features/providers/components/TestStart";
import { requireAdministrator } from "@/platform/access";
import { missing } from "@/platform/error-page";
import { managedProvider } from "@/features/providers/queries";
import { one, pageTitle, type Search } from "@/platform/page";
import { testProblems } from "@/sign-in/try-out/test-problem";
import { AdminNote } from "../../../AdminNote";
import { enableProvider } from "@/features/providers/actions";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  const [found, t] = [await managedProvider((await params).id), await getTranslations("identity-providers.tabs")];
  return pageTitle(found ? `${t("test")}: ${found.name}` : "");
}

/** From here a test sign-in begins; what kept it from beginning is said here too. */
export default async function Test({ params, searchParams }: { params: Params; searchParams: Search }) {
  await requireAdministrator();
  const provider = await managedProvider((await params).id);
  if (!provider) missing();
  const search = await searchParams;
  const problem = testProblems.find((known) => known === one(search["problem"])) ?? null;
  const start = `/admin/identity-providers/${provider.id}/test/start`;
  return (
    <>
      <AdminNote />
      <ProviderHead provider={provider} tab="test" switchProvider={enableProvider} />
      <TestStart provider={provider} problem={problem} start={start} />
    </>
  );
}
