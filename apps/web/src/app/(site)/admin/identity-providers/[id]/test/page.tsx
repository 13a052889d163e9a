import { getTranslations } from "next-intl/server";
import { ProviderHead } from "@/features/providers/components/ProviderHead";
import { TestStart } from "@/features/providers/components/TestStart";
import { requireAdministrator } from "@/platform/access";
import { redirectToNotFound } from "@/platform/error-page";
import { managedProvider } from "@/features/providers/queries";
import { pageTitle } from "@/platform/page";
import { testProblems } from "@/sign-in/try-out/test-problem";
import { AdminFlash } from "../../../AdminFlash";
import { enableProviderAction } from "@/features/providers/actions";
import { firstValue, type SearchParams } from "@/platform/request-input";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  const [found, t] = await Promise.all([
    managedProvider((await params).id),
    getTranslations("identity-providers.tabs"),
  ]);
  return pageTitle(found ? `${t("test")}: ${found.name}` : "");
}

/** Starts a test sign-in, and says why one could not start. */
export default async function Test({ params, searchParams }: { params: Params; searchParams: SearchParams }) {
  await requireAdministrator();
  const provider = await managedProvider((await params).id);
  if (!provider) redirectToNotFound();
  const search = await searchParams;
  const problem = testProblems.find((known) => known === firstValue(search["problem"])) ?? null;
  const start = `/admin/identity-providers/${provider.id}/test/start`;
  return (
    <>
      <AdminFlash />
      <ProviderHead provider={provider} tab="test" switchProvider={enableProviderAction} />
      <TestStart provider={provider} problem={problem} start={start} />
    </>
  );
}
