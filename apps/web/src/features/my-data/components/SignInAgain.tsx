import { getTranslations } from "next-intl/server";
import { chooseAgainPath, type Freshness, signInAgainPath } from "@/platform/session/freshness";
import { SheetSection } from "@/ui/Sheet";

interface SignInAgainProps {
  readonly state: Exclude<Freshness, "fresh">;
  /** The path to return to. */
  readonly to: string;
  readonly text: string;
  readonly keep: string;
}

/**
 * Replaces the answers of a form if the person's last sign-in is too old for it, or if their provider did not say that
 * they signed in just now.
 */
export async function SignInAgain({ state, to, text, keep }: SignInAgainProps) {
  const t = await getTranslations("my-data.again");
  const isUnproved = state === "unproved";
  return (
    <SheetSection title={t(isUnproved ? "unprovedTitle" : "title")} text={isUnproved ? t("unproved") : text}>
      <div className="grid gap-3 @min-[30rem]/sheet:grid-cols-2 mt-4">
        <a className="answer" href={signInAgainPath(to)}>
          {t("signIn")}
        </a>
        {isUnproved && (
          <a className="answer" href={chooseAgainPath(to)}>
            {t("other")}
          </a>
        )}
        <a className="answer" href="/me">
          {keep}
        </a>
      </div>
    </SheetSection>
  );
}
