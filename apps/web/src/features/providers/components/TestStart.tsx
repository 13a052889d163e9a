import { getTranslations } from "next-intl/server";
import type { ComponentProps } from "react";
import { TestVerdict } from "./TestVerdict";
import { Panel } from "@/ui/Panel";

interface TestStartProps {
  readonly provider: ComponentProps<typeof TestVerdict>["provider"];
  /** Why a test could not start; null if it could. */
  readonly problem: string | null;
  /** The address that starts a test. */
  readonly start: string;
}

/** Starts a test sign-in. */
export async function TestStart({ provider, problem, start }: TestStartProps) {
  const t = await getTranslations("provider-test");
  return (
    <>
      {problem && <TestVerdict problem={problem} provider={provider} />}
      <Panel id="test" title={t("title")} className="max-w-form">
        <div className="panel-body">
          <p>{t("text", { provider: provider.name })}</p>
          <ul className="my-3 list-disc ps-6 wrap-anywhere text-muted">
            <li>{t("stores")}</li>
            <li>{t("disabled")}</li>
            <li>{t("redirectUri", { uri: provider.redirectUri })}</li>
          </ul>
          <div className="mt-6 flex flex-wrap gap-2">
            {/* A plain link: it must not be prefetched. */}
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
      </Panel>
    </>
  );
}
