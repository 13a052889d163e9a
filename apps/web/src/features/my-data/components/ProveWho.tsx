import { getTranslations } from "next-intl/server";
import { SheetSection } from "@/ui/Sheet";

interface ProveWhoProps {
  readonly providers: readonly { readonly slug: string; readonly name: string }[];
  /** Whether the person did it before, and too long ago. */
  readonly again?: boolean;
}

/** Sends a person who cannot sign in to the provider that knows them, so that it says who they are. */
export async function ProveWho({ providers, again = false }: ProveWhoProps) {
  const [t, signIn] = await Promise.all([getTranslations("my-data.without"), getTranslations("sign-in")]);
  return (
    <SheetSection title={t(again ? "proveAgain" : "prove")} text={t(again ? "proveAgainText" : "proveText")}>
      <div className="mt-4 flex flex-wrap gap-3">
        {providers.map(({ slug, name }) => (
          <a className="button" key={slug} href={`/rights/sign-in/${encodeURIComponent(slug)}`}>
            {signIn("continue", { provider: name })}
          </a>
        ))}
      </div>
    </SheetSection>
  );
}
