import { getTranslations } from "next-intl/server";
import { MappingPreview } from "@/components/admin/provider/MappingPreview";
import { ProviderHead } from "@/components/admin/provider/ProviderHead";
import { RawClaims } from "@/components/admin/provider/RawClaims";
import { TestSteps } from "@/components/admin/provider/TestSteps";
import { TestVerdict } from "@/components/admin/provider/TestVerdict";
import { WouldBeAsked } from "@/components/admin/provider/WouldBeAsked";
import { requireAdministrator } from "@/server/access";
import { missing } from "@/server/drawn";
import { pageTitle } from "@/server/page";
import { testedProvider } from "@/server/provider-test";
import { enableProvider } from "../../../actions";
import { Texts } from "../../../Texts";

type Params = Promise<{ id: string }>;

export const generateMetadata = async () => pageTitle((await getTranslations("provider-test"))("resultTitle"));

/** What came of a test sign-in. It is run by this very request, shown once, and gone when the page is left. */
export default async function TestResult({ params }: { params: Params }) {
  await requireAdministrator();
  const tested = await testedProvider((await params).id);
  if (!tested) missing();
  const { provider, result } = tested;
  const t = await getTranslations("provider-test");
  const again = (
    <a className="button" href={`/admin/identity-providers/${provider.id}/test/start`}>
      {t("again")}
    </a>
  );
  if (!result) {
    return (
      <>
        <ProviderHead provider={provider} tab="test" switchProvider={enableProvider} />
        <section className="panel form-page" aria-labelledby="over">
          <div className="panel-head">
            <h2 id="over">{t("over")}</h2>
          </div>
          <div className="panel-body">
            <p>{t("overText")}</p>
            <div className="question-acts">{again}</div>
          </div>
        </section>
      </>
    );
  }
  return (
    <>
      <ProviderHead provider={provider} tab="test" switchProvider={enableProvider} />
      <TestVerdict problem={result.problem} provider={provider} />
      <div className="cols cols-test">
        <div>
          <TestSteps steps={result.steps} />
          <div className="question-acts">{again}</div>
        </div>
        <div>
          {result.reading && (
            <>
              <Texts of={["mapping"]}>
                <MappingPreview preview={result.reading.mapping} />
              </Texts>
              <RawClaims lines={result.reading.lines} />
              <WouldBeAsked reading={result.reading} organisation={result.reading.organisation} />
            </>
          )}
        </div>
      </div>
    </>
  );
}
