import { getTranslations } from "next-intl/server";
import { PublicFrame, type PublicFrameProps } from "@/ui/PublicFrame";
import { SheetSection } from "@/ui/Sheet";
import { ControllerDetails, type ControllerDetailsProps } from "@/ui/ControllerDetails";
import { Intro, Split } from "@/ui/Split";

interface OneTimeLinkProps {
  readonly organisation: PublicFrameProps["organisation"] & ControllerDetailsProps["controller"];
  readonly kind: "setUp" | "invitation";
  /** The token of the link; null if it cannot be used. */
  readonly link: string | null;
  readonly action: (data: FormData) => Promise<void>;
}

const paths = { setUp: "/setup", invitation: "/invitation" } as const;

/** The page of a one-time link. Opening it changes nothing, because link previews open it too; the button does. */
export async function OneTimeLink({ organisation, kind, link, action }: OneTimeLinkProps) {
  const t = await getTranslations(`sign-in.${kind}`);
  const about = { organisation: organisation.displayName };
  return (
    <PublicFrame organisation={organisation} path={paths[kind]}>
      <Split>
        <Intro title={link === null ? t("goneTitle") : t("title", about)} lead={link === null ? t("gone") : t("lead")}>
          <ControllerDetails controller={organisation} />
        </Intro>
        <div className="sheet">
          {link === null ? (
            <div className="sheet-part">
              <p>{t("goneText")}</p>
              <div className="mt-4 flex flex-wrap gap-3">
                <a className="button" href="/sign-in">
                  {t("toSignIn")}
                </a>
              </div>
            </div>
          ) : (
            <SheetSection title={t("what")} text={t("text")}>
              <form className="mt-4 flex flex-wrap gap-3" action={action}>
                <input type="hidden" name="link" value={link} />
                <button className="button" type="submit">
                  {t("go")}
                </button>
              </form>
            </SheetSection>
          )}
        </div>
      </Split>
    </PublicFrame>
  );
}
