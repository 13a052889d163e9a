import { getTranslations } from "next-intl/server";
import { Message } from "@/ui/Message";
import { PublicFrame } from "@/ui/PublicFrame";
import { ProviderFinder } from "@/sign-in/components/ProviderFinder";
import { Route } from "@/ui/Route";
import { QuietSection } from "@/ui/Sheet";
import { ControllerDetails } from "@/ui/ControllerDetails";
import { withErrorPage, withOptionalTitle } from "@/platform/error-page";
import { currentOrganisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";
import { providerName, signInProviders } from "@/sign-in/providers";
import { BackToApplication } from "@/applications/components/BackToApplication";
import type { WayBackError } from "@/applications/way-back";
import { wantedPage } from "@/platform/links/wanted-page";
import type { SignInProblem } from "@/sign-in/protocol/problem";
import { openedSetupLink } from "@/platform/session/setup-link";
import { findProviderAction } from "@/sign-in/actions";
import { hasOpenedInvitation } from "@/features/setup/queries";
import { firstValue, type SearchParams } from "@/platform/request-input";
import { Intro } from "@/ui/Split";
import { signingInTo } from "@/sign-in/signing-in-to";
import { ToApplication } from "@/sign-in/components/ToApplication";
import { ProviderLink } from "@/sign-in/components/ProviderLink";
import { SignInFailureMessage } from "@/sign-in/components/SignInFailureMessage";

export const generateMetadata = withOptionalTitle(async () => {
  const t = await getTranslations("sign-in");
  return pageTitle(t("title", { organisation: (await currentOrganisation()).displayName }));
});

/** The error that an application gets if a sign-in ends here. Any other end, such as going back, is `access_denied`. */
const toldOf: ReadonlyMap<string, WayBackError> = new Map<SignInProblem, WayBackError>([
  ["interrupted", "login_required"],
  ["needs-you", "login_required"],
  ["unavailable", "temporarily_unavailable"],
  ["no-answer", "temporarily_unavailable"],
  ["refused", "temporarily_unavailable"],
  ["failed", "temporarily_unavailable"],
  ["ours", "temporarily_unavailable"],
  ["unknown-provider", "temporarily_unavailable"],
  ["too-many", "temporarily_unavailable"],
]);

// On a wide screen the explanation is below the lead, beside the list.
const chooser =
  "grid grid-cols-[minmax(0,1fr)] gap-8 lg:grid-cols-[minmax(0,20.5rem)_minmax(0,40rem)] lg:grid-rows-[auto_1fr] lg:items-start lg:justify-between lg:gap-y-0";

/** The list of providers. On a phone it comes before the explanation. */
export default withErrorPage("/sign-in", async ({ searchParams }: { searchParams: SearchParams }) => {
  const search = await searchParams;
  const [controller, providers, t, setup, invited, from, to] = await Promise.all([
    currentOrganisation(),
    signInProviders(),
    getTranslations("sign-in"),
    openedSetupLink(),
    hasOpenedInvitation(),
    providerName(firstValue(search["from"])),
    wantedPage(searchParams),
  ]);
  const application = await signingInTo(to);
  const name = controller.displayName;
  const query = queryOf({
    ...(to === "/" ? {} : { to }),
    ...(firstValue(search["again"]) === "1" ? { again: "1" } : {}),
  });
  const problem = firstValue(search["problem"]);
  const routed = providers.some((provider) => provider.routed);
  return (
    <PublicFrame organisation={controller} path={`/sign-in${query}`}>
      <div className="grid gap-8 not-empty:mb-8 lg:gap-4">
        {setup && <Message title={t("setup.title")}>{t("setup.text")}</Message>}
        {invited && <Message title={t("invited.title")}>{t("invited.text")}</Message>}
        <SignInFailureMessage problem={problem} provider={from} reference={firstValue(search["reference"])} />
      </div>
      <div className={chooser}>
        <div>
          <Intro
            {...(application ? { mark: <ToApplication application={application} /> } : {})}
            title={t("title", { organisation: name })}
            lead={t("lead", { organisation: name })}
          />
        </div>
        <div className="sheet lg:col-start-2 lg:row-span-2 lg:row-start-1">
          {routed && (
            <ProviderFinder
              action={findProviderAction}
              query={query}
              words={{
                label: t("finder.label"),
                hint: t("finder.hint"),
                go: t("finder.go"),
                "email-missing": t("finder.email-missing"),
                "not-an-email": t("finder.not-an-email"),
                "no-door": t("finder.no-door"),
                failed: t("finder.failed"),
              }}
            />
          )}
          <div className="sheet-part">
            <h2 className="text-22 tracking-22">
              {providers.length === 0 ? t("none") : t(routed ? "orWhere" : "where")}
            </h2>
            {providers.length === 0 && <p className="mt-1 max-w-text text-muted">{t("noneText")}</p>}
            <ul className="mt-4 grid gap-3">
              {providers.map((provider) => (
                <ProviderLink
                  key={provider.slug}
                  provider={provider}
                  query={query}
                  label={t("continue", { provider: provider.name })}
                />
              ))}
            </ul>
          </div>
          <BackToApplication to={to} error={toldOf.get(problem ?? "") ?? "access_denied"} />
          <QuietSection icon="info">
            {t.rich("withoutSession", { rights: (text) => <a href="/rights">{text}</a> })}
          </QuietSection>
          {controller.helpEmail && (
            <QuietSection icon="info">
              {t.rich("notListed", {
                email: controller.helpEmail,
                link: (text) => <a href={`mailto:${controller.helpEmail}`}>{text}</a>,
              })}
            </QuietSection>
          )}
        </div>
        <div className="lg:col-start-1 lg:pt-8">
          <Route
            plan
            label={t("plan.label")}
            stops={[
              { state: "empty", name: t("plan.signIn"), text: t("plan.signInText") },
              { state: "here", name: t("plan.choose"), text: t("plan.chooseText", { organisation: name }) },
              { state: "empty", name: t("plan.then"), text: t("plan.thenText", { organisation: name }) },
            ]}
          />
          <ControllerDetails controller={controller} />
        </div>
      </div>
    </PublicFrame>
  );
});

function queryOf(values: Record<string, string>): string {
  const query = new URLSearchParams(values).toString();
  return query === "" ? "" : `?${query}`;
}
