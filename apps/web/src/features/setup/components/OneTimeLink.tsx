import { getTranslations } from "next-intl/server";
import { PublicFrame, type PublicFrameProps } from "@/ui/PublicFrame";
import { SheetSection } from "@/ui/Sheet";
import { ControllerDetails, type ControllerDetailsProps } from "@/ui/ControllerDetails";
import { Intro, Split } from "@/ui/Split";
import { LinkForm } from "./LinkForm";

interface OneTimeLinkProps {
  readonly organisation: PublicFrameProps["organisation"] & ControllerDetailsProps["controller"];
  readonly kind: "setUp" | "invitation";
  /** Whether a link could not be used. */
  readonly gone: boolean;
  readonly action: (data: FormData) => Promise<void>;
}

const paths = { setUp: "/setup", invitation: "/invitation" } as const;

/**
 * The page of a one-time link. Opening it changes nothing, because link previews open it too; the button does. Everyone
 * sees the same page: the server learns of the link when it is sent.
 */
export async function OneTimeLink({ organisation, kind, gone, action }: OneTimeLinkProps) {
  const t = await getTranslations(`sign-in.${kind}`);
  const about = { organisation: organisation.displayName };
  return (
    <PublicFrame organisation={organisation} path={paths[kind]}>
      <Split>
        <Intro title={gone ? t("goneTitle") : t("title", about)} lead={gone ? t("gone") : t("lead")}>
          <ControllerDetails controller={organisation} />
        </Intro>
        <div className="sheet">
          {gone ? (
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
              <LinkForm action={action} words={{ label: t("link"), hint: t("linkHint"), go: t("go") }} />
            </SheetSection>
          )}
        </div>
      </Split>
    </PublicFrame>
  );
}
