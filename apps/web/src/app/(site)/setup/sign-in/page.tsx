import { getTranslations } from "next-intl/server";
import { pageTitle } from "@/platform/page";
import { SetupStepPanel } from "@/features/setup/components/SetupStepPanel";
import { requireStep } from "@/features/setup/queries";
import { Panel } from "@/ui/Panel";

export const generateMetadata = async () => pageTitle((await getTranslations("setup"))("step.sign-in.title"));

/** The next step is an ordinary sign-in. Its account becomes the administrator. */
export default async function SetUpSignIn() {
  const [facts, t] = await Promise.all([requireStep("sign-in"), getTranslations("setup.signIn")]);
  const names = facts.providers.filter(({ enabled }) => enabled).map(({ name }) => name);
  return (
    <SetupStepPanel step="sign-in" facts={facts}>
      <Panel id="sign-in-what" title={t("what")} className="max-w-form">
        <div className="panel-body">
          <p>{t("text")}</p>
          <ul className="my-3 list-disc ps-6 wrap-anywhere text-muted">
            {names.map((name) => (
              <li key={name}>
                <bdi>{name}</bdi>
              </li>
            ))}
          </ul>
          <p>{t("dies")}</p>
          <div className="mt-6 flex flex-wrap gap-2">
            <a className="button button-primary" href="/sign-in">
              {t("go")}
            </a>
          </div>
        </div>
      </Panel>
    </SetupStepPanel>
  );
}
