import { getTranslations } from "next-intl/server";
import { accessHolder } from "@/sign-in/rights/access";
import { OutcomePage } from "@/ui/OutcomePage";
import { SheetSection } from "@/ui/Sheet";
import { currentOrganisation } from "@/platform/organisation";
import { BackToApplication } from "@/applications/components/BackToApplication";
import { withReturn } from "@/platform/links/return-path";
import { wantedPage } from "@/platform/links/wanted-page";
import { pageTitle } from "@/platform/page";
import { openedSetupLink } from "@/platform/session/setup-link";
import { type DenyReason, denyReasons, noAccountPage } from "@/sign-in/gate/decide-gate";
import { firstValue, type SearchParams } from "@/platform/request-input";

export async function generateMetadata({ searchParams }: { searchParams: SearchParams }) {
  const [t, { displayName }] = await Promise.all([getTranslations("consent.noAccount.reasons"), currentOrganisation()]);
  return pageTitle(t(`${reasonOf(await searchParams)}.title`, { organisation: displayName }));
}

/** Says why a person who signed in at a provider gets no session here. */
export default async function NoAccount({ searchParams }: { searchParams: SearchParams }) {
  const search = await searchParams;
  const reason = reasonOf(search);
  const reference = /^u-[0-9a-f]{4}-[0-9a-f]{4}$/.exec(firstValue(search["reference"]) ?? "")?.[0] ?? null;
  const years = /^[1-9]\d{0,2}$/.exec(firstValue(search["years"]) ?? "")?.[0] ?? null;
  const [controller, t, to, holder] = await Promise.all([
    currentOrganisation(),
    getTranslations("consent.noAccount"),
    wantedPage(searchParams),
    accessHolder(),
  ]);
  const email = controller.helpEmail ?? controller.email;
  const facts = { ...(reference ? { reference } : {}), ...(years ? { years: Number(years) } : {}) };
  const title = t(`reasons.${reason}.title`, { organisation: controller.displayName });
  const lead = t(`reasons.${reason}.lead`);
  // Who sets this installation up has a page for it; an administrator signs in without being asked.
  const setsUp = reason === "no-organisation" && (await openedSetupLink()) !== null;
  return (
    <OutcomePage
      organisation={controller}
      path={withReturn(noAccountPage(reason, facts), to)}
      title={title}
      lead={lead}
    >
      <div className="sheet-part">
        <p>{t(`reasons.${reason}.text`, { years: years ?? "" })}</p>
        {reason === "closed" && reference && <p className="mt-1">{t("reference", { reference })}</p>}
        {reason === "no-organisation" && <p className="mt-1 max-w-text text-muted">{t("administer")}</p>}
        {email && (
          <p className="mt-1 max-w-text text-muted">
            {t.rich("whom", { email, link: (text) => <a href={`mailto:${email}`}>{text}</a> })}
          </p>
        )}
        <div className="mt-4 flex flex-wrap gap-3">
          {setsUp && (
            <a className="button" href="/setup/organisation">
              {t("enterOrganisation")}
            </a>
          )}
          <a className="button" href={withReturn("/sign-in", to)}>
            {t("signIn")}
          </a>
        </div>
      </div>
      {holder && (
        <SheetSection title={t("rights")} text={t("rightsText")}>
          <div className="mt-4 flex flex-wrap gap-3">
            <a className="button" href="/rights">
              {t("toRights")}
            </a>
          </div>
        </SheetSection>
      )}
      <BackToApplication to={to} error={reason === "provider-disabled" ? "temporarily_unavailable" : "access_denied"} />
    </OutcomePage>
  );
}

function reasonOf(search: Awaited<SearchParams>): DenyReason {
  const asked = firstValue(search["reason"]);
  return denyReasons.find((known) => known === asked) ?? "jit-off";
}
