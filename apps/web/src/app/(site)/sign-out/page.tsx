import { getTranslations } from "next-intl/server";
import { OutcomePage, ToSignIn } from "@/ui/OutcomePage";
import { SheetSection } from "@/ui/Sheet";
import { currentOrganisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";
import { currentSession } from "@/platform/session/current-session";
import { SignOutForm } from "@/ui/SignOutForm";
import { providerName } from "@/sign-in/providers";
import { providerSignOut } from "@/sign-in/protocol/sign-out";
import { firstValue, type SearchParams } from "@/platform/request-input";

export async function generateMetadata() {
  const [session, t] = await Promise.all([currentSession(), getTranslations("sign-in")]);
  return pageTitle(t(session ? "stillIn.title" : "signedOut.title"));
}

/** Signed out here, and still signed in at the provider unless the person continues. */
export default async function SignedOut({ searchParams }: { searchParams: SearchParams }) {
  // A link can lead here too, and does not end a session.
  if (await currentSession()) return <StillSignedIn />;
  const slug = firstValue((await searchParams)["from"]);
  const [controller, t, provider, address] = await Promise.all([
    currentOrganisation(),
    getTranslations("sign-in.signedOut"),
    providerName(slug),
    slug ? providerSignOut(slug) : null,
  ]);
  const lead = t("lead", { organisation: controller.displayName });
  return (
    <OutcomePage organisation={controller} path="/sign-out" title={t("title")} lead={lead}>
      {provider && slug && (
        <SheetSection title={t("provider", { provider })} text={t("providerText")}>
          {address ? (
            <div className="mt-4 flex flex-wrap gap-3">
              <a className="button" href={`/sign-out/at/${encodeURIComponent(slug)}`}>
                {t("signOutThere", { provider })}
              </a>
            </div>
          ) : (
            <p className="mt-1 max-w-text text-muted">{t("signOutByHand", { provider })}</p>
          )}
        </SheetSection>
      )}
      <ToSignIn title={t("next")} label={t("signIn")} />
    </OutcomePage>
  );
}

async function StillSignedIn() {
  const [controller, t] = await Promise.all([currentOrganisation(), getTranslations("sign-in.stillIn")]);
  return (
    <OutcomePage
      organisation={controller}
      path="/sign-out"
      title={t("title")}
      lead={t("lead", { organisation: controller.displayName })}
    >
      <SheetSection title={t("choose")}>
        <div className="mt-4 flex flex-wrap items-center gap-3">
          <SignOutForm />
          <a className="button" href="/">
            {t("stay")}
          </a>
        </div>
      </SheetSection>
    </OutcomePage>
  );
}
