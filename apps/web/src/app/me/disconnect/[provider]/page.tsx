import { getTranslations } from "next-intl/server";
import { MyDataMessage } from "@/features/my-data/components/MyDataMessage";
import { PublicFrame } from "@/ui/PublicFrame";
import { Facts, Part } from "@/ui/Sheet";
import { SignInAgain } from "@/features/my-data/components/SignInAgain";
import { SignOutForm } from "@/ui/SignOutForm";
import { SubmitOnce } from "@/ui/form/SubmitOnce";
import { Who } from "@/ui/Who";
import { missing } from "@/platform/error-page";
import { myData, signInBy } from "@/features/my-data/queries";
import { organisation } from "@/platform/organisation";
import { one, pageTitle, type Search } from "@/platform/page";
import { ownSession } from "@/platform/session/own-session";

interface Props {
  readonly params: Promise<{ provider: string }>;
  readonly searchParams: Search;
}

const connected = async ({ params }: Props) => {
  const [{ identities }, { provider }] = [await myData(), await params];
  return identities.find(({ slug }) => slug === provider) ?? null;
};

export async function generateMetadata(props: Props) {
  const identity = await connected(props);
  const t = await getTranslations("my-data.disconnectPage");
  return identity ? pageTitle(t("title", { provider: identity.providerName })) : {};
}

/** What taking a provider away means, and two equal answers. Not for the last way in, and only after a recent sign-in. */
export default async function Disconnect(props: Props) {
  const [identity, session, data] = [await connected(props), await ownSession(), await myData()];
  if (!identity) missing();
  const { slug, providerName: provider, canDisconnect } = identity;
  const [controller, t] = [await organisation(), await getTranslations("my-data.disconnectPage")];
  const words = { provider, organisation: controller.displayName };
  const path = `/me/disconnect/${encodeURIComponent(slug)}`;
  return (
    <PublicFrame organisation={controller} path={path} signOut={<SignOutForm />}>
      <div className="split">
        <MyDataMessage outcome={null} failed={one((await props.searchParams)["failed"])} />
        <div className="intro">
          <h1>{t("title", words)}</h1>
          <p className="lead">{t(canDisconnect ? "lead" : "lastLead", words)}</p>
          <Who controller={controller} />
        </div>
        <div className="sheet">
          {!canDisconnect && (
            <Part title={t("last")} text={t("lastText", words)}>
              <div className="part-actions">
                <a className="button" href="/me#sign-in">
                  {t("keep")}
                </a>
              </div>
            </Part>
          )}
          {canDisconnect && (
            <Part title={t("what")}>
              <Facts
                facts={[
                  { name: t("identifier"), text: t("identifierText", words) },
                  { name: t("sessions"), text: t("sessionsText", words) },
                  { name: t("details"), text: t("detailsText", words) },
                ]}
              />
            </Part>
          )}
          {canDisconnect &&
            (session?.isRecent ? (
              <form className="sheet-part" action="/me/disconnect/decision" method="post">
                <SubmitOnce />
                <input type="hidden" name="provider" value={slug} />
                <div className="answers">
                  <button className="answer" type="submit">
                    {t("disconnect", words)}
                  </button>
                  <a className="answer" href="/me#sign-in">
                    {t("keep")}
                  </a>
                </div>
              </form>
            ) : (
              <SignInAgain slug={signInBy(data.identities)} to={path} text={t("againText")} keep={t("keep")} />
            ))}
        </div>
      </div>
    </PublicFrame>
  );
}
