import { getTranslations } from "next-intl/server";
import { ProviderHead } from "@/components/admin/provider/ProviderHead";
import { TestVerdict } from "@/components/admin/provider/TestVerdict";
import { requireAdministrator } from "@/server/access";
import { missing } from "@/server/drawn";
import { managedProvider } from "@/server/identity-providers";
import { one, pageTitle, type Search } from "@/server/page";
import { testProblems } from "@/sign-in/test-problem";
import { AdminNote } from "../../../AdminNote";
import { enableProvider } from "../../actions";

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
  const [search, t] = [await searchParams, await getTranslations("provider-test")];
  const problem = testProblems.find((known) => known === one(search["problem"])) ?? null;
  const start = `/admin/identity-providers/${provider.id}/test/start`;
  return (
    <>
      <AdminNote />
      <ProviderHead provider={provider} tab="test" switchProvider={enableProvider} />
      {problem && <TestVerdict problem={problem} provider={provider} />}
      <section className="panel form-page" aria-labelledby="test-title">
        <div className="panel-head">
          <h2 id="test-title">{t("title")}</h2>
        </div>
        <div className="panel-body">
          <p>{t("text", { provider: provider.name })}</p>
          <ul className="plain-list">
            <li>{t("stores")}</li>
            <li>{t("disabled")}</li>
            <li>{t("redirectUri", { uri: provider.redirectUri })}</li>
          </ul>
          <div className="question-acts">
            {/* A plain link: it must not be fetched ahead. */}
            <a className="button button-primary" href={start}>
              {t(problem ? "again" : "start")}
            </a>
            {problem === "refused-at-once" && (
              <a className="button" href={`${start}?unasked=1`}>
                {t("unasked")}
              </a>
            )}
          </div>
        </div>
      </section>
    </>
  );
}
