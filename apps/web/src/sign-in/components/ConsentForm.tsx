import type { ShownText } from "@assent/consent/receipt/receipt";
import { getLocale, getTranslations } from "next-intl/server";
import { datesOf } from "@/platform/i18n/dates";
import { findLanguage } from "@/platform/i18n/languages";
import { withReturn } from "@/platform/links/return-path";
import type { ItemState } from "./ConsentItem";
import { ExpiryNote } from "./ExpiryNote";
import { SheetSection, QuietSection } from "@/ui/Sheet";
import { SubmitOnce } from "@/ui/form/SubmitOnce";
import { decideAction } from "../actions";
import { AnsweredText } from "./AnsweredText";
import { ConsentScreenPurpose } from "./ConsentScreenPurpose";
import { More } from "@/ui/More";
import { Rights } from "./Rights";

/** The language menu submits the form by this id, so that the ticks are kept. */
export const consentFormId = "choices";

interface ConsentFormProps {
  readonly notice: ShownText;
  readonly items: Readonly<Record<string, ItemState>>;
  /** The hash of the text: a form answers this text only. */
  readonly shown: string;
  /** The id of the request: a form answers this sign-in only. */
  readonly request: string;
  /** Where the person wanted to go. */
  readonly returnTo: string;
  /** Whether the owner of an account can postpone the answer and sign in. */
  readonly canWait: boolean;
  readonly expiresAt: Date;
  readonly mayExtend: boolean;
  /** Where the person corrects their details; null if the provider has no such page. */
  readonly accountUrl: string | null;
}

/**
 * Every purpose, what else is stored, and two answers that look the same. Without a purpose it only says what is
 * stored.
 */
export async function ConsentForm(props: ConsentFormProps) {
  const { notice, items, shown, request } = props;
  const t = await getTranslations("consent");
  const organisation = notice.controller.displayName;
  return (
    <div className="sheet">
      <form id={consentFormId} action={decideAction} noValidate>
        <SubmitOnce />
        <AnsweredText shown={shown} request={request} language={notice.language} returnTo={props.returnTo} />
        {notice.purposes.map((purpose) => (
          <ConsentScreenPurpose key={purpose.versionId} {...{ purpose, items, organisation }} />
        ))}
        {notice.unchanged && notice.unchanged.length > 0 && <Unchanged names={notice.unchanged} />}
        {notice.purposes.length === 0 ? (
          <SheetSection title={t(notice.unchanged ? "again.stored" : "onlyStored")}>
            <p className="mt-1 max-w-text text-muted first-letter:uppercase">
              {notice.alsoStored} {notice.withdrawal} {notice.age}
            </p>
          </SheetSection>
        ) : (
          <QuietSection icon="link">
            <strong>{t(notice.unchanged ? "again.stored" : "alsoStored")}</strong> {notice.alsoStored}{" "}
            {notice.withdrawal} {notice.age}
          </QuietSection>
        )}
        {notice.rights && <Rights rights={notice.rights} />}
        <Answers {...props} />
      </form>
    </div>
  );
}

/** The purposes that were decided before and have not changed. */
async function Unchanged({ names }: { readonly names: readonly string[] }) {
  const [t, language] = await Promise.all([getTranslations("consent.again"), getLocale()]);
  const list = new Intl.ListFormat(language).format(names);
  return (
    <div className="sheet-part py-5 sm:py-6">
      <div className="-my-2 [&_summary]:text-text">
        <More
          aligned
          summary={
            <span>
              {t.rich("unchanged", { names: list, b: (text) => <strong className="font-medium">{text}</strong> })}
            </span>
          }
        >
          <p className="-mb-1 text-14">{t("unchangedText")}</p>
        </More>
      </div>
    </div>
  );
}

/** The two answers, which look the same, and how much time is left. */
async function Answers({ notice, canWait, expiresAt, mayExtend, accountUrl, returnTo }: ConsentFormProps) {
  const t = await getTranslations("consent");
  const provider = notice.provider.name;
  return (
    <div className="sheet-part">
      <div className="grid gap-3 @min-[30rem]/sheet:grid-cols-2">
        <button className="answer" type="submit" name="intent" value="accept">
          {notice.acceptLabel}
        </button>
        <button className="answer" type="submit" name="intent" value={canWait ? "later" : "decline"} id="decline">
          {notice.declineLabel}
        </button>
      </div>
      <div className="mt-4 grid gap-1 text-14 text-muted">
        {canWait && <p>{t("again.waiting")}</p>}
        {notice.unchanged && !canWait && (
          <p>
            {t.rich(notice.purposes.some(({ basis }) => basis) ? "again.leavingTold" : "again.leaving", {
              organisation: notice.controller.displayName,
              link: (text) => <a href={withReturn("/consent/close", returnTo)}>{text}</a>,
            })}
          </p>
        )}
        {notice.purposes.length > 0 && !notice.unchanged && (
          <p>
            {accountUrl
              ? t.rich("wrongDetails", { provider, link: (text) => <a href={accountUrl}>{text}</a> })
              : t("wrongDetailsPlain", { provider })}
          </p>
        )}
        <ExpiryNote
          expiresAt={expiresAt.getTime()}
          sentence={t("holdsUntilUtc", { time: datesOf(notice.language).time(expiresAt) })}
          localSentence={t("holdsUntil", { time: "{time}" })}
          language={findLanguage(notice.language)?.dates ?? notice.language}
          soon={t("endsSoon")}
          over={t("isOver")}
          moreTime={mayExtend ? t("moreTime") : null}
        />
      </div>
    </div>
  );
}
