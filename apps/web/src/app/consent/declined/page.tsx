import { getTranslations } from "next-intl/server";
import { PublicFrame } from "@/ui/PublicFrame";
import { Route } from "@/ui/Route";
import { Facts, Part, QuietPart } from "@/ui/Sheet";
import { Who } from "@/ui/Who";
import { articleFor, organisation } from "@/platform/organisation";
import { one, pageTitle, type Search } from "@/platform/page";
import { providerName } from "@/sign-in/providers";
import { providerSignOut } from "@/sign-in/protocol/sign-out";

async function title() {
  const t = await getTranslations("consent.declined");
  const name = (await organisation()).displayName;
  return t("title", { organisation: name, article: articleFor(name) });
}

export const generateMetadata = async () => pageTitle(await title());

/** After "Don't create account", and after "Cancel" of a notice. It says nothing about the person: nothing about them is left to say it from. */
export default async function Declined({ searchParams }: { searchParams: Search }) {
  const query = await searchParams;
  const slug = one(query["from"]);
  // After a notice: nothing was asked, so there is no refusal to count.
  const told = one(query["told"]) !== undefined;
  const [controller, t, route, known, address] = await Promise.all([
    organisation(),
    getTranslations("consent.declined"),
    getTranslations("consent.route"),
    providerName(slug),
    slug ? providerSignOut(slug) : null,
  ]);
  const name = controller.displayName;
  const provider = known ?? t("provider");
  return (
    <PublicFrame organisation={controller} path="/consent/declined">
      <div className="split">
        <div className="intro">
          <h1>{await title()}</h1>
          <p className="lead">{t("lead", { provider, organisation: name })}</p>
          <Route
            label={route("label")}
            stops={[
              { state: "filled", name: provider, text: route("stillHas") },
              { state: "cut", name: route("browser"), text: route("deleted") },
              { state: "empty", name, text: route("nothingStored") },
            ]}
          />
          <Who controller={controller} />
        </div>
        <div className="sheet">
          <Part title={t("what")}>
            <Facts
              facts={[
                { name: t("account"), text: t("accountText") },
                { name: t("details"), text: t("detailsText", { provider, organisation: name }) },
                ...(told ? [] : [{ name: t("counts", { organisation: name }), text: t("countsText", { provider }) }]),
              ]}
            />
          </Part>
          <Part title={t("changedMind")} text={t(told ? "changedMindTold" : "changedMindText")}>
            <div className="part-actions">
              <a className="button" href="/sign-in">
                {t("signInAgain")}
              </a>
            </div>
          </Part>
          {known && slug && (
            <QuietPart icon="info">
              {t.rich("stillSignedIn", {
                provider,
                link: (text) => (address ? <a href={`/sign-out/at/${encodeURIComponent(slug)}`}>{text}</a> : text),
              })}
            </QuietPart>
          )}
        </div>
      </div>
    </PublicFrame>
  );
}
