import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { PublicFrame } from "@/ui/PublicFrame";
import { SheetSection } from "@/ui/Sheet";
import { SignOutForm } from "@/ui/SignOutForm";
import { SubmitOnce } from "@/ui/form/SubmitOnce";
import { ControllerDetails } from "@/ui/ControllerDetails";
import { requirePerson } from "@/platform/access";
import { currentOrganisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";
import { connectionToConfirm, refusedPage } from "@/sign-in/connect/connect";
import { Intro, Split } from "@/ui/Split";

interface Props {
  readonly params: Promise<{ provider: string }>;
}

export async function generateMetadata({ params }: Props) {
  const { provider } = await params;
  const [found, t] = await Promise.all([connectionToConfirm(provider), getTranslations("my-data.connectPage")]);
  return found ? pageTitle(t("confirmTitle", { provider: found.provider.name })) : {};
}

/** Shows the identity that signed in at the provider, and asks with two equal buttons whether to connect it. */
export default async function Confirm({ params }: Props) {
  await requirePerson();
  const { provider: slug } = await params;
  const found = await connectionToConfirm(slug);
  if (!found) redirect(refusedPage(slug, "ended"));
  const { provider, connecting } = found;
  const [controller, t] = await Promise.all([currentOrganisation(), getTranslations("my-data.connectPage")]);
  const words = { provider: provider.name, organisation: controller.displayName };
  const subject = connecting.found.subject;
  return (
    <PublicFrame
      organisation={controller}
      path={`/me/connect/${encodeURIComponent(slug)}/confirm`}
      signOut={<SignOutForm />}
    >
      <Split>
        <Intro title={t("confirmTitle", words)} lead={t("confirmLead", words)}>
          <ControllerDetails controller={controller} />
        </Intro>
        <div className="sheet">
          <SheetSection
            title={t("who")}
            text={t.rich("whoText", { ...words, subject, bdi: (text) => <bdi>{text}</bdi> })}
          />
          <form className="sheet-part" action="/me/connect/decision" method="post">
            <SubmitOnce />
            <input type="hidden" name="provider" value={slug} />
            <div className="grid gap-3 @min-[30rem]/sheet:grid-cols-2">
              <button className="answer" type="submit" name="intent" value="connect">
                {t("connect", words)}
              </button>
              <button className="answer" type="submit" name="intent" value="leave">
                {t("keep")}
              </button>
            </div>
          </form>
        </div>
      </Split>
    </PublicFrame>
  );
}
