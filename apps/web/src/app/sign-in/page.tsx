import { getTranslations } from "next-intl/server";
import { Icon } from "@/ui/Icon";
import { Message } from "@/ui/Message";
import { ProviderMark } from "@/ui/ProviderMark";
import { PublicFrame } from "@/ui/PublicFrame";
import { ProviderFinder } from "@/sign-in/components/ProviderFinder";
import { Route } from "@/ui/Route";
import { QuietSection } from "@/ui/Sheet";
import { ControllerDetails } from "@/ui/ControllerDetails";
import { withErrorPage, withOptionalTitle } from "@/platform/error-page";
import { currentOrganisation } from "@/platform/organisation";
import { firstValue, pageTitle, type SearchParams } from "@/platform/page";
import { type SignInProvider, signInProviders } from "@/sign-in/providers";
import { returnPath } from "@/platform/links/return-path";
import { env } from "@/platform/env";
import { openedSetupLink } from "@/platform/session/setup-link";
import { findProviderAction } from "@/sign-in/actions";
import { hasOpenedInvitation } from "@/features/setup/queries";

export const generateMetadata = withOptionalTitle(async () => {
  const t = await getTranslations("sign-in");
  return pageTitle(t("title", { organisation: (await currentOrganisation()).displayName }));
});

/** The list of providers. On a phone it comes before the explanation. */
export default withErrorPage("/sign-in", async ({ searchParams }: { searchParams: SearchParams }) => {
  const search = await searchParams;
  const [controller, providers, t, setup, invited] = await Promise.all([
    currentOrganisation(),
    signInProviders(),
    getTranslations("sign-in"),
    openedSetupLink(),
    hasOpenedInvitation(),
  ]);
  const to = returnPath(firstValue(search["to"]), env().origin);
  const name = controller.displayName;
  const query = to === "/" ? "" : `?to=${encodeURIComponent(to)}`;
  const routed = providers.some((door) => door.routed);
  return (
    <PublicFrame organisation={controller} path="/sign-in">
      <div className="split split-doors">
        {setup && <Message title={t("setup.title")}>{t("setup.text")}</Message>}
        {invited && <Message title={t("invited.title")}>{t("invited.text")}</Message>}
        <Problem problem={firstValue(search["problem"])} reference={firstValue(search["reference"])} />
        <div className="intro">
          <h1>{t("title", { organisation: name })}</h1>
          <p className="lead">{t("lead", { organisation: name })}</p>
        </div>
        <div className="sheet">
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
            <h2 className="part-title">{providers.length === 0 ? t("none") : t(routed ? "orWhere" : "where")}</h2>
            {providers.length === 0 && <p className="part-text">{t("noneText")}</p>}
            <ul className="doors">
              {providers.map((door) => (
                <ProviderDoor
                  key={door.slug}
                  door={door}
                  query={query}
                  label={t("continue", { provider: door.name })}
                />
              ))}
            </ul>
          </div>
          {controller.helpEmail && (
            <QuietSection icon="info">
              {t.rich("notListed", {
                email: controller.helpEmail,
                link: (text) => <a href={`mailto:${controller.helpEmail}`}>{text}</a>,
              })}
            </QuietSection>
          )}
        </div>
        <div className="intro-more">
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

/** A plain link, because a prefetching one would begin a sign-in. */
function ProviderDoor({
  door,
  query,
  label,
}: {
  readonly door: SignInProvider;
  readonly query: string;
  readonly label: string;
}) {
  return (
    <li>
      <a className="door" href={`/sign-in/${door.slug}${query}`}>
        <ProviderMark {...door.mark} />
        <span>
          <b>{label}</b>
          {door.hint && <small>{door.hint}</small>}
        </span>
        <Icon name="fold" />
      </a>
    </li>
  );
}

const problems = ["cancelled", "interrupted", "failed", "unknown-provider", "too-many"] as const;

async function Problem({
  problem,
  reference,
}: {
  readonly problem?: string | undefined;
  readonly reference?: string | undefined;
}) {
  const known = problems.find((code) => code === problem);
  if (!known) return null;
  const [t, common] = await Promise.all([getTranslations("sign-in.problems"), getTranslations("common")]);
  return (
    <Message tone="warning" role="alert" title={t(`${known}.title`)}>
      {t(`${known}.text`)}
      {reference && /^[0-9A-F]{8}$/.test(reference) && <p>{common("reference", { reference })}</p>}
    </Message>
  );
}
