import { getTranslations } from "next-intl/server";

/** Ends the session with one press, with or without JavaScript. */
export async function SignOutForm() {
  const t = await getTranslations("common");
  return (
    <form action="/sign-out/now" method="post">
      <button className="button button-quiet" type="submit">
        {t("signOut")}
      </button>
    </form>
  );
}
