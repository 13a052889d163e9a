import { getTranslations } from "next-intl/server";
import { currentOrganisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";
import { firstValue, type SearchParams } from "@/platform/request-input";
import { OutcomePage } from "@/ui/OutcomePage";
import { SheetSection } from "@/ui/Sheet";

export async function generateMetadata() {
  const [{ displayName }, t] = await Promise.all([currentOrganisation(), getTranslations("applications.signOut")]);
  return pageTitle(t("title", { organisation: displayName }));
}

/** An application asks to sign the person out here too: OpenID Connect RP-Initiated Logout 1.0, section 2. */
export default async function SignOutApplicationPage({ searchParams }: { searchParams: SearchParams }) {
  const confirm = firstValue((await searchParams)["confirm"]) ?? "";
  const [organisation, t] = await Promise.all([currentOrganisation(), getTranslations("applications.signOut")]);
  const name = organisation.displayName;
  return (
    <OutcomePage
      organisation={organisation}
      path="/sign-out/application"
      title={t("title", { organisation: name })}
      lead={t("lead")}
    >
      <SheetSection title={t("choose")}>
        <form className="mt-4 flex flex-wrap gap-3" method="post" action="/oidc/session/end/confirm">
          <input type="hidden" name="xsrf" value={confirm} />
          <button className="button" type="submit" name="logout" value="yes">
            {t("everywhere", { organisation: name })}
          </button>
          <button className="button" type="submit">
            {t("stay")}
          </button>
        </form>
      </SheetSection>
    </OutcomePage>
  );
}
