import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { PageHead } from "@/ui/PageHead";
import { RecentSignIn } from "@/ui/form/RecentSignIn";
import { requireAdministrator } from "@/platform/access";
import { redirectToNotFound } from "@/platform/error-page";
import { managedProvider } from "@/features/providers/queries";
import { pageTitle } from "@/platform/page";
import { enableProviderAction, removeProviderAction } from "@/features/providers/actions";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  const [found, t] = await Promise.all([
    managedProvider((await params).id),
    getTranslations("identity-providers.remove"),
  ]);
  return pageTitle(found ? t(found.used ? "usedTitle" : "title", { name: found.name }) : "");
}

/** Asks before a provider is deleted. If an account came through it, it can only be disabled. */
export default async function RemoveProvider({ params }: { params: Params }) {
  await requireAdministrator();
  const [provider, t] = await Promise.all([
    managedProvider((await params).id),
    getTranslations("identity-providers.remove"),
  ]);
  if (!provider) redirectToNotFound();
  const { id, name, used, enabled, people } = provider;
  const list = await getTranslations("identity-providers.list");
  return (
    <>
      <PageHead
        title={t(used ? "usedTitle" : "title", { name })}
        lead={used ? t("usedLead", { people }) : t("lead")}
        above={[
          { href: "/admin/identity-providers", text: list("title") },
          { href: `/admin/identity-providers/${id}`, text: name },
        ]}
        here={t("here")}
      />
      <RecentSignIn />
      <form
        className="panel max-w-form p-5 [&_.kv>:first-child]:border-t-0 [&_.kv>:first-child]:pt-0"
        action={used ? enableProviderAction : removeProviderAction}
      >
        <p>{t(used ? (enabled ? "usedText" : "usedDisabled") : "text")}</p>
        <input type="hidden" name="provider" value={id} />
        <div className="mt-6 flex flex-wrap gap-2">
          {used ? (
            enabled && (
              <button className="button" type="submit" name="enabled" value="off">
                {t("disable")}
              </button>
            )
          ) : (
            <button className="button button-danger" type="submit">
              {t("delete")}
            </button>
          )}
          <Link className="button button-quiet" href={`/admin/identity-providers/${id}`} prefetch={false}>
            {t("keep")}
          </Link>
        </div>
      </form>
    </>
  );
}
