import { getTranslations } from "next-intl/server";
import { OutcomePage, ToSignIn } from "@/ui/OutcomePage";
import { SheetSection } from "@/ui/Sheet";
import { currentOrganisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";
import { providerName } from "@/sign-in/providers";
import { providerSignOut } from "@/sign-in/protocol/sign-out";
import { firstValue, type SearchParams } from "@/platform/request-input";

export const generateMetadata = async () => pageTitle((await getTranslations("sign-in.signedOut"))("title"));

/** Signed out here, and still signed in at the provider unless the person continues. */
export default async function SignedOut({ searchParams }: { searchParams: SearchParams }) {
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
