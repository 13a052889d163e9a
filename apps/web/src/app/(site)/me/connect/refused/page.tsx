import { getTranslations } from "next-intl/server";
import { OutcomePage } from "@/ui/OutcomePage";
import { SheetSection } from "@/ui/Sheet";
import { requirePerson } from "@/platform/access";
import { currentOrganisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";
import { providerName } from "@/sign-in/providers";
import type { ConnectRefusal } from "@/sign-in/connect/connect";
import { flowProblems } from "@/sign-in/protocol/sort-problem";
import { firstValue, type SearchParams } from "@/platform/request-input";

const reasons = [
  "ended",
  "not-active",
  "provider-disabled",
  "changed",
  "connected",
  "another-here",
  "taken",
  "conditions",
  "email-unverified",
  ...flowProblems,
  "too-many",
] as const satisfies readonly ConnectRefusal[];

export async function generateMetadata() {
  return pageTitle((await getTranslations("my-data.connectPage"))("refused"));
}

/** Why a provider was not connected. Nothing about the account has changed. */
export default async function NotConnected({ searchParams }: { searchParams: SearchParams }) {
  await requirePerson();
  const search = await searchParams;
  const reason = reasons.find((known) => known === firstValue(search["reason"])) ?? "ended";
  const [controller, t, common, name] = await Promise.all([
    currentOrganisation(),
    getTranslations("my-data.connectPage"),
    getTranslations("common"),
    providerName(firstValue(search["from"])),
  ]);
  const words = { provider: name ?? t("provider"), organisation: controller.displayName };
  const reference = firstValue(search["reference"]);
  return (
    <OutcomePage
      organisation={controller}
      path="/me/connect/refused"
      title={t("refused")}
      lead={t("refusedLead", words)}
    >
      <SheetSection title={t(`reasons.${reason}.title`, words)} text={t(`reasons.${reason}.text`, words)}>
        {reference && /^[0-9A-F]{8}$/.test(reference) && (
          <p className="mt-1 max-w-text text-muted">{common("reference", { reference })}</p>
        )}
        <div className="mt-4 flex flex-wrap gap-3">
          <a className="button" href="/me#sign-in">
            {t("back")}
          </a>
        </div>
      </SheetSection>
    </OutcomePage>
  );
}
