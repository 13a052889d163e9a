import { getTranslations } from "next-intl/server";
import { PageHead } from "@/ui/PageHead";
import { requireAdministrator } from "@/platform/access";
import { withErrorPage } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { freshness } from "@/platform/session/freshness";

const path = "/admin/signed-in-again";

export const generateMetadata = async () => pageTitle((await getTranslations("admin-form.again"))("done"));

/** Shown at the end of a sign-in that a form opened in another tab. */
export default withErrorPage(path, async () => {
  await requireAdministrator();
  const [t, state] = await Promise.all([getTranslations("admin-form.again"), freshness()]);
  const isDone = state === "fresh";
  return (
    <PageHead
      title={t(isDone ? "done" : "unprovedTitle")}
      lead={isDone ? t("doneText") : `${t("doneUnproved")} ${t("unproved")}`}
    />
  );
});
