import { getTranslations } from "next-intl/server";

/**
 * Ends the session with one press, with or without JavaScript. `withoutSession`: ends what a browser shows of a person who
 * is not signed in.
 */
export async function SignOutForm({ withoutSession = false }: { readonly withoutSession?: boolean }) {
  const t = await getTranslations("common");
  return (
    <form action={withoutSession ? "/rights/end" : "/sign-out/now"} method="post">
      <button className="button button-quiet" type="submit">
        {t(withoutSession ? "done" : "signOut")}
      </button>
    </form>
  );
}
