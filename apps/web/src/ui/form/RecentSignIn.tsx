import { getTranslations } from "next-intl/server";
import { headers } from "next/headers";
import { requestedPathHeader } from "@/platform/links/return-path";
import { chooseAgainPath, freshness, signInAgainPath } from "@/platform/session/freshness";
import { Message } from "../Message";

/**
 * For an administrator whose sign-in is too old for the page's action, or whose provider did not say when it was. The
 * sign-in returns to this page. Renders nothing after a fresh sign-in. `refused`: the action was tried, and nothing
 * was changed.
 */
export async function RecentSignIn({ refused = false }: { readonly refused?: boolean }) {
  const state = await freshness();
  if (state === "fresh") return null;
  const [t, path] = await Promise.all([getTranslations("admin-form.again"), requestedPath()]);
  return (
    <div className="mb-6">
      <Message
        tone="warning"
        {...(refused ? { role: "alert" } : {})}
        title={t(state === "stale" ? "title" : "unprovedTitle")}
      >
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <p>
            {refused && `${t("refused")} `}
            {t(state === "stale" ? "text" : "unproved")}
          </p>
          <span className="flex flex-wrap gap-2">
            {state === "unproved" && (
              <a className="button" href={chooseAgainPath(path)}>
                {t("other")}
              </a>
            )}
            <a className="button" href={signInAgainPath(path)}>
              {t("signIn")}
            </a>
          </span>
        </div>
      </Message>
    </div>
  );
}

/** The path of this request, as platform/front passes it on. */
const requestedPath = async (): Promise<string> => (await headers()).get(requestedPathHeader) ?? "/admin";
