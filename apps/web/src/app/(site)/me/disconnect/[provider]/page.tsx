import { getTranslations } from "next-intl/server";
import { MyDataFlash } from "@/features/my-data/components/MyDataFlash";
import { PublicFrame } from "@/ui/PublicFrame";
import { FactList, SheetSection } from "@/ui/Sheet";
import { SignInAgain } from "@/features/my-data/components/SignInAgain";
import { SignOutForm } from "@/ui/SignOutForm";
import { SubmitOnce } from "@/ui/form/SubmitOnce";
import { ControllerDetails } from "@/ui/ControllerDetails";
import { redirectToNotFound } from "@/platform/error-page";
import { currentOrganisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";
import { freshness } from "@/platform/session/freshness";
import { connectedIdentity } from "@/features/my-data/identities/queries";
import { firstValue, type SearchParams } from "@/platform/request-input";
import { Intro, Split } from "@/ui/Split";

interface Props {
  readonly params: Promise<{ provider: string }>;
  readonly searchParams: SearchParams;
}

export async function generateMetadata({ params }: Props) {
  const { provider } = await params;
  const [identity, t] = await Promise.all([connectedIdentity(provider), getTranslations("my-data.disconnectPage")]);
  return identity ? pageTitle(t("title", { provider: identity.providerName })) : {};
}

/**
 * Explains disconnecting a provider and asks with two equal buttons. Not for the last provider, and only after a recent
 * sign-in.
 */
export default async function Disconnect({ params, searchParams }: Props) {
  const { provider: connected } = await params;
  const [identity, state] = await Promise.all([connectedIdentity(connected), freshness()]);
  if (!identity) redirectToNotFound();
  const { slug, providerName: provider, canDisconnect } = identity;
  const [controller, t] = await Promise.all([currentOrganisation(), getTranslations("my-data.disconnectPage")]);
  const words = { provider, organisation: controller.displayName };
  const path = `/me/disconnect/${encodeURIComponent(slug)}`;
  return (
    <PublicFrame organisation={controller} path={path} signOut={<SignOutForm />}>
      <Split>
        <MyDataFlash outcome={null} failed={firstValue((await searchParams)["failed"])} />
        <Intro title={t("title", words)} lead={t(canDisconnect ? "lead" : "lastLead", words)}>
          <ControllerDetails controller={controller} />
        </Intro>
        <div className="sheet">
          {!canDisconnect && (
            <SheetSection title={t("last")} text={t("lastText", words)}>
              <div className="mt-4 flex flex-wrap gap-3">
                <a className="button" href="/me#sign-in">
                  {t("keep")}
                </a>
              </div>
            </SheetSection>
          )}
          {canDisconnect && (
            <SheetSection title={t("what")}>
              <FactList
                facts={[
                  { name: t("identifier"), text: t("identifierText", words) },
                  { name: t("sessions"), text: t("sessionsText", words) },
                  { name: t("details"), text: t("detailsText", words) },
                ]}
              />
            </SheetSection>
          )}
          {canDisconnect &&
            (state === "fresh" ? (
              <form className="sheet-part" action="/me/disconnect/decision" method="post">
                <SubmitOnce />
                <input type="hidden" name="provider" value={slug} />
                <div className="grid gap-3 @min-[30rem]/sheet:grid-cols-2">
                  <button className="answer" type="submit">
                    {t("disconnect", words)}
                  </button>
                  <a className="answer" href="/me#sign-in">
                    {t("keep")}
                  </a>
                </div>
              </form>
            ) : (
              <SignInAgain state={state} to={path} text={t("againText")} keep={t("keep")} />
            ))}
        </div>
      </Split>
    </PublicFrame>
  );
}
