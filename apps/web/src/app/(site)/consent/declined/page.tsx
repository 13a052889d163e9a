import { getTranslations } from "next-intl/server";
import { PublicFrame } from "@/ui/PublicFrame";
import { SheetSection, QuietSection } from "@/ui/Sheet";
import { ControllerDetails } from "@/ui/ControllerDetails";
import { articleFor, currentOrganisation } from "@/platform/organisation";
import { BackToApplication } from "@/applications/components/BackToApplication";
import { withReturn } from "@/platform/links/return-path";
import { wantedPage } from "@/platform/links/wanted-page";
import { pageTitle } from "@/platform/page";
import { providerName } from "@/sign-in/providers";
import { providerSignOut } from "@/sign-in/protocol/sign-out";
import { firstValue, type SearchParams } from "@/platform/request-input";
import { Intro, Split } from "@/ui/Split";

async function title() {
  const t = await getTranslations("consent.declined");
  const name = (await currentOrganisation()).displayName;
  return t("title", { organisation: name, article: articleFor(name) });
}

export const generateMetadata = async () => pageTitle(await title());

/**
 * Shown after "Don't create account", and after "Cancel" of a notice. There is no data about the person to show any
 * more, and each thing is said once.
 */
export default async function Declined({ searchParams }: { searchParams: SearchParams }) {
  const query = await searchParams;
  const slug = firstValue(query["from"]);
  // A notice asks nothing, so no refusal was counted.
  const told = firstValue(query["told"]) !== undefined;
  const [controller, t, known, address, to] = await Promise.all([
    currentOrganisation(),
    getTranslations("consent.declined"),
    providerName(slug),
    slug ? providerSignOut(slug) : null,
    wantedPage(searchParams),
  ]);
  const name = controller.displayName;
  const provider = known ?? t("provider");
  return (
    <PublicFrame
      organisation={controller}
      path={withReturn(`/consent/declined?${told ? "told=1&" : ""}from=${encodeURIComponent(slug ?? "")}`, to)}
    >
      <Split>
        <Intro title={await title()} lead={t("lead", { provider, organisation: name })}>
          <ControllerDetails controller={controller} />
        </Intro>
        <div className="sheet">
          {!told && <SheetSection title={t("counts", { organisation: name })} text={t("countsText", { provider })} />}
          <SheetSection title={t("changedMind")} text={t(told ? "changedMindTold" : "changedMindText")}>
            <div className="mt-4 flex flex-wrap gap-3">
              <a className="button" href={withReturn("/sign-in", to)}>
                {t("signInAgain")}
              </a>
            </div>
          </SheetSection>
          <BackToApplication to={to} error="access_denied" />
          {known && slug && (
            <QuietSection icon="info">
              {t.rich("stillSignedIn", {
                provider,
                link: (text) => (address ? <a href={`/sign-out/at/${encodeURIComponent(slug)}`}>{text}</a> : text),
              })}
            </QuietSection>
          )}
        </div>
      </Split>
    </PublicFrame>
  );
}
