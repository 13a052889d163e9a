import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { pageTitle } from "@/platform/page";
import { purposeTemplates } from "@/features/purposes/template-queries";
import { SetupStepPanel } from "@/features/setup/components/SetupStepPanel";
import { signInOptions } from "@/features/settings/organisation/queries";
import { requireStep } from "@/features/setup/queries";
import { Panel } from "@/ui/Panel";

export const generateMetadata = async () => pageTitle((await getTranslations("setup"))("step.purpose.title"));

/** The last step, for the administrator that the link made: the first purpose, from a template. */
export default async function SetUpPurpose() {
  const facts = await requireStep("purpose");
  const [{ livePurposes, draftPurposes }, templates, t] = await Promise.all([
    signInOptions(),
    purposeTemplates(),
    getTranslations("setup.purpose"),
  ]);
  if (livePurposes + draftPurposes > 0) redirect("/admin");
  return (
    <SetupStepPanel step="purpose" facts={facts}>
      <Panel id="templates" title={t("templates")} className="max-w-form">
        <div className="panel-body">
          <ul className="my-3 list-disc ps-6 wrap-anywhere text-muted">
            {templates.map(({ code, name }) => (
              <li key={code}>
                <Link
                  className="inline-flex min-h-8 items-center gap-1.5 font-medium"
                  href={`/admin/purposes/new?template=${code}`}
                  prefetch={false}
                >
                  {name}
                </Link>
              </li>
            ))}
          </ul>
          <div className="mt-6 flex flex-wrap gap-2">
            <Link className="button" href="/admin/purposes/new" prefetch={false}>
              {t("own")}
            </Link>
            <Link className="button button-quiet" href="/admin" prefetch={false}>
              {t("later")}
            </Link>
          </div>
        </div>
      </Panel>
    </SetupStepPanel>
  );
}
