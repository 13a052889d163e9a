import { getLocale, getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { currentOrganisation } from "@/platform/organisation";
import { withErrorPage } from "@/platform/error-page";
import { withReturn } from "@/platform/links/return-path";
import { wantedPage } from "@/platform/links/wanted-page";
import { pageTitle } from "@/platform/page";
import type { SearchParams } from "@/platform/request-input";
import { sayAgeAction } from "@/sign-in/actions";
import { readPrompt } from "@/sign-in/pending/consent-prompt";
import { requestIdOf } from "@/sign-in/pending/pending-sign-in";
import { SubmitOnce } from "@/ui/form/SubmitOnce";
import { OutcomePage } from "@/ui/OutcomePage";

export const generateMetadata = async () => pageTitle((await getTranslations("consent.age"))("title"));

/** Asks a new person whether they are old enough, if their provider does not say it. Two equal answers. */
export default withErrorPage("/consent/age", async ({ searchParams }: { searchParams: SearchParams }) => {
  const read = await readPrompt(await getLocale());
  if (read.state !== "age") redirect(withReturn("/consent", await wantedPage(searchParams)));
  const { years, pending } = read;
  const [controller, t] = await Promise.all([currentOrganisation(), getTranslations("consent.age")]);
  const words = { organisation: controller.displayName, years };
  return (
    <OutcomePage
      organisation={controller}
      path={withReturn("/consent/age", pending.returnTo)}
      title={t("title")}
      lead={t("lead", words)}
    >
      <form className="sheet-part" action={sayAgeAction}>
        <SubmitOnce />
        <input type="hidden" name="request" value={requestIdOf(pending.id)} />
        <input type="hidden" name="to" value={pending.returnTo} />
        <p>{t("text", words)}</p>
        <div className="mt-4 grid gap-3 @min-[30rem]/sheet:grid-cols-2">
          <button className="answer" type="submit" name="answer" value="no">
            {t("no", words)}
          </button>
          <button className="answer" type="submit" name="answer" value="yes">
            {t("yes", words)}
          </button>
        </div>
      </form>
    </OutcomePage>
  );
});
