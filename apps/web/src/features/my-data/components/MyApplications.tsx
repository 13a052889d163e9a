import { getLocale, getTranslations } from "next-intl/server";
import { datesOf } from "@/platform/i18n/dates";
import { applicationMark } from "@/sign-in/application-mark";
import { namesInWords } from "@/sign-in/shown-text/messages";
import { LetterMark } from "@/ui/LetterMark";
import type { MyApplication } from "../applications/my-applications";

interface MyApplicationsProps {
  readonly applications: readonly MyApplication[];
  readonly organisation: string;
}

/** What each application gets, when it was last used, and a button that ends it. */
export async function MyApplications({ applications, organisation }: MyApplicationsProps) {
  return applications.map((application) => (
    <OneApplication key={application.id} application={application} organisation={organisation} />
  ));
}

interface OneApplicationProps {
  readonly application: MyApplication;
  readonly organisation: string;
}

async function OneApplication({ application, organisation }: OneApplicationProps) {
  const [t, language] = await Promise.all([getTranslations("my-data.applications"), getLocale()]);
  const { id, name, enabled, gets, withdraws, lastSignedInAt, lastReleasedAt } = application;
  const { moment } = datesOf(language);
  const heading = `application-${id}`;
  const details = namesInWords([...new Set(withdraws.map(({ label }) => label))], language);
  return (
    <section className="border-t border-border pt-4 not-last:pb-6" aria-labelledby={heading}>
      <div className="flex items-center gap-3">
        <LetterMark mark={applicationMark(application)} small />
        <h3 className="text-18 font-semibold" id={heading}>
          <bdi>{name}</bdi>
        </h3>
      </div>
      <p className="mt-1">
        {gets.length > 0 ? t("gets", { details: namesInWords(gets, language) }) : t("getsNothing")}
        {!enabled && ` ${t("disabled", { organisation })}`}
      </p>
      <p className="mt-1 text-14 text-muted">
        {lastSignedInAt ? t("lastSignIn", { date: moment(lastSignedInAt) }) : t("neverSignedIn")}{" "}
        {lastReleasedAt && t("lastReleased", { date: moment(lastReleasedAt) })}
      </p>
      {withdraws.length > 0 && (
        <form className="mt-4" action="/me/applications/withdraw" method="post" aria-describedby={`${heading}-means`}>
          <input type="hidden" name="application" value={id} />
          <button className="button" type="submit">
            {t("withdraw", { name })}
          </button>
        </form>
      )}
      <div className="mt-3 grid gap-1 text-14 text-muted" id={`${heading}-means`}>
        {withdraws.length > 0 && <p>{t("means", { details })}</p>}
        <Consequences {...{ application, organisation, language }} />
      </div>
    </section>
  );
}

/** The other recipients that withdrawing affects, and what it does not withdraw. */
async function Consequences({
  application: { name, sharedWith, needed, told },
  organisation,
  language,
}: OneApplicationProps & { readonly language: string }) {
  const t = await getTranslations("my-data.applications");
  const labels = (details: MyApplication["needed"]) =>
    namesInWords([...new Set(details.map(({ label }) => label))], language);
  const [first] = needed;
  return (
    <>
      {sharedWith.map(({ purpose, organisation: ours, applications }) => (
        <p key={purpose}>
          {t("shared", {
            purpose,
            names: namesInWords(ours ? [organisation, ...applications] : applications, language),
          })}
        </p>
      ))}
      {first && (
        <p>
          {t.rich("needed", {
            name,
            details: labels(needed),
            close: (text) => (
              <a href={`/me/close?of=${encodeURIComponent(`${first.purposeId}.${first.attribute}`)}`}>{text}</a>
            ),
          })}
        </p>
      )}
      {told.length > 0 && <p>{t("told", { name, organisation, details: labels(told) })}</p>}
    </>
  );
}
