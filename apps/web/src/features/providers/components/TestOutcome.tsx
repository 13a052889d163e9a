import { getTranslations } from "next-intl/server";
import { MappingPreviewPanel } from "./MappingPreviewPanel";
import { RawClaims } from "./RawClaims";
import { TestSteps } from "./TestSteps";
import { TestVerdict } from "./TestVerdict";
import { WouldBeAsked } from "./WouldBeAsked";
import type { TestedProvider } from "../test-sign-in/test-outcome";
import { FormMessages } from "@/ui/form/FormMessages";
import { Panel } from "@/ui/Panel";

interface TestOutcomeProps extends TestedProvider {
  /** The address at which another test begins. */
  readonly start: string;
}

/** The result of a test sign-in, or a note that there is none. */
export async function TestOutcome({ provider, result, start }: TestOutcomeProps) {
  const t = await getTranslations("provider-test");
  const again = (
    <a className="button" href={start}>
      {t("again")}
    </a>
  );
  if (!result) {
    return (
      <Panel id="over" title={t("over")} className="max-w-form">
        <div className="panel-body">
          <p>{t("overText")}</p>
          <div className="mt-6 flex flex-wrap gap-2">{again}</div>
        </div>
      </Panel>
    );
  }
  return (
    <>
      <TestVerdict problem={result.problem} said={result.said} provider={provider} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 *:min-w-0 @wide/work:grid-cols-[minmax(0,16.25rem)_minmax(0,1fr)] @wide/work:[&>:first-child]:sticky @wide/work:[&>:first-child]:top-6">
        <div>
          <TestSteps steps={result.steps} />
          <div className="mt-6 flex flex-wrap gap-2">{again}</div>
        </div>
        <div>
          {result.reading && (
            <>
              <FormMessages of={["identity-providers.mapping"]}>
                <MappingPreviewPanel preview={result.reading.mapping} />
              </FormMessages>
              <RawClaims lines={result.reading.lines} />
              <WouldBeAsked reading={result.reading} organisation={result.reading.organisation} />
            </>
          )}
        </div>
      </div>
    </>
  );
}
