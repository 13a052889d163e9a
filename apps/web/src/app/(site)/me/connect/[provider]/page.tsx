import { getTranslations } from "next-intl/server";
import { PublicFrame } from "@/ui/PublicFrame";
import { FactList, SheetSection } from "@/ui/Sheet";
import { SignInAgain } from "@/features/my-data/components/SignInAgain";
import { SignOutForm } from "@/ui/SignOutForm";
import { ControllerDetails } from "@/ui/ControllerDetails";
import { redirectToNotFound } from "@/platform/error-page";
import { currentOrganisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";
import { freshness } from "@/platform/session/freshness";
import { connectableProvider } from "@/features/my-data/identities/queries";
import { Intro, Split } from "@/ui/Split";

interface Props {
  readonly params: Promise<{ provider: string }>;
}

export async function generateMetadata({ params }: Props) {
  const { provider } = await params;
  const [found, t] = await Promise.all([connectableProvider(provider), getTranslations("my-data.connectPage")]);
  return found ? pageTitle(t("title", { provider: found.name })) : {};
}

/** Explains connecting a second provider, before the sign-in there. Only after a recent sign-in here. */
export default async function Connect({ params }: Props) {
  const { provider: slug } = await params;
  const [found, state] = await Promise.all([connectableProvider(slug), freshness()]);
  if (!found) redirectToNotFound();
  const [controller, t] = await Promise.all([currentOrganisation(), getTranslations("my-data.connectPage")]);
  const words = { provider: found.name, organisation: controller.displayName };
  const path = `/me/connect/${encodeURIComponent(slug)}`;
  return (
    <PublicFrame organisation={controller} path={path} signOut={<SignOutForm />}>
      <Split>
        <Intro title={t("title", words)} lead={t("lead", words)}>
          <ControllerDetails controller={controller} />
        </Intro>
        <div className="sheet">
          <SheetSection title={t("what")}>
            <FactList
              facts={[
                { name: t("first", words), text: t("firstText", words) },
                { name: t("then"), text: t("thenText", words) },
                { name: t("stored"), text: t("storedText", words) },
              ]}
            />
          </SheetSection>
          {state === "fresh" ? (
            <div className="sheet-part">
              <div className="grid gap-3 @min-[30rem]/sheet:grid-cols-2">
                <a className="answer" href={`${path}/start`}>
                  {t("go", words)}
                </a>
                <a className="answer" href="/me#sign-in">
                  {t("keep")}
                </a>
              </div>
            </div>
          ) : (
            <SignInAgain state={state} to={path} text={t("againText")} keep={t("keep")} />
          )}
        </div>
      </Split>
    </PublicFrame>
  );
}
