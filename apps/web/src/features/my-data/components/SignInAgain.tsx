import { getTranslations } from "next-intl/server";
import { SheetSection } from "@/ui/Sheet";

interface SignInAgainProps {
  /** The provider through which this person comes in; null when none of theirs is enabled. */
  readonly slug: string | null;
  /** The path of ours to return to. */
  readonly to: string;
  readonly text: string;
  readonly keep: string;
}

/** Replaces the answers of a form when the person's last sign-in is too long ago for it. */
export async function SignInAgain({ slug, to, text, keep }: SignInAgainProps) {
  const t = await getTranslations("my-data.again");
  return (
    <SheetSection title={t("title")} text={text}>
      <div className="grid gap-3 @min-[30rem]/sheet:grid-cols-2 mt-4">
        <a className="answer" href={slug ? `/sign-in/${slug}?to=${encodeURIComponent(to)}` : "/sign-in"}>
          {t("signIn")}
        </a>
        <a className="answer" href="/me">
          {keep}
        </a>
      </div>
    </SheetSection>
  );
}
