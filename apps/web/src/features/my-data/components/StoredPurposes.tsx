import { getLocale, getTranslations } from "next-intl/server";
import { datesOf } from "@/platform/i18n/dates";
import { isolated } from "@/platform/i18n/languages";
import { canObjectTo, legalBasisOfItem, type StoredItem, type MyStoredPurpose } from "../stored-purposes";
import { inSentence } from "@/sign-in/shown-text/problem-sentence";
import {
  basisSentence,
  differences,
  recipientSentence,
  retentionSentence,
} from "@/sign-in/shown-text/version-differences";
import { Differences } from "@/ui/Differences";
import { Icon } from "@/ui/Icon";
import { PurposeCard, TermsFold } from "@/ui/PurposeCard";
import { shownTerms } from "@/sign-in/shown-text/terms-words";
import { Detail, DetailList } from "@/ui/PurposeDetail";
import { More } from "@/ui/More";

interface StoredPurposesProps {
  readonly purposes: readonly MyStoredPurpose[];
  readonly organisation: string;
  /** The organisation's email address; null if it has none. */
  readonly email: string | null;
  /** Where the person acts. People who cannot sign in can only withdraw. */
  readonly at?: "/me" | "/rights";
}

/** What is stored and what is not, by purpose. */
export async function StoredPurposes({ purposes, organisation, email, at = "/me" }: StoredPurposesProps) {
  const [t, notice] = await Promise.all([getTranslations("my-data"), getTranslations("notice")]);
  const language = await getLocale();
  const { day } = datesOf(language);
  return purposes.map((purpose) => (
    <PurposeCard
      key={purpose.id}
      id={`held-${purpose.id}`}
      purpose={purpose}
      kind="section"
      basis={purpose.basis.kind === "notice" ? basisSentence(purpose.basis.lawful, notice) : null}
    >
      <DetailList>
        {purpose.items.map((item) => (
          <HeldDetail key={item.attribute} {...{ purpose, item, organisation, email, at }} />
        ))}
      </DetailList>
      <p className="mt-4 text-14 text-muted">
        {t(purpose.basis.kind === "notice" ? "told.meta" : "meta", {
          version: purpose.version,
          date: day(purpose.decidedAt),
        })}
        {purpose.items.some(({ stored }) => stored) && ` ${retentionSentence(purpose.retention, notice)}`}{" "}
        {recipientSentence(purpose, { organisation, language, t: notice })}
      </p>
      {purpose.terms && (
        <HeldTerms terms={purpose.terms} purpose={purpose} words={{ organisation, language, t: notice }} />
      )}
      {purpose.basis.kind === "notice" && (
        <p className="mt-4 text-14 text-muted">
          {t.rich("told.keeps", { organisation, close: (text) => <a href={`${at}/close`}>{text}</a> })}
          {purpose.objectedAt && ` ${t("told.objected", { date: day(purpose.objectedAt) })}`}
        </p>
      )}
      {purpose.items.some((item) => item.basis && item.stored) && (
        <p className="mt-4 text-14 text-muted">
          {t.rich("told.keepsSome", { organisation, close: (text) => <a href={`${at}/close`}>{text}</a> })}
          {purpose.objectedAt && ` ${t("told.objected", { date: day(purpose.objectedAt) })}`}
        </p>
      )}
      {at === "/me" && canObjectTo(purpose) && (
        <p className="mt-4">
          <a className="button" href={`/me/object/${purpose.id}`}>
            {t("object")}
            <span className="sr-only"> {t("objectTo", { purpose: purpose.name })}</span>
          </a>
        </p>
      )}
      {purpose.reworded && <Reworded reworded={purpose.reworded} organisation={organisation} />}
    </PurposeCard>
  ));
}

interface HeldTermsProps {
  readonly terms: NonNullable<MyStoredPurpose["terms"]>;
  readonly purpose: MyStoredPurpose;
  readonly words: Parameters<typeof shownTerms>[2];
}

/** Where it goes, how long the agreement lasts, and whether a machine decides. */
function HeldTerms({ terms, purpose, words }: HeldTermsProps) {
  const said = shownTerms(terms, purpose.text, words);
  return (
    <div className="text-14">
      {said.validity && <p className="mt-4 text-muted">{said.validity.words}</p>}
      <TermsFold terms={said} language={purpose.language} />
    </div>
  );
}

/** Shows that the wording has changed since. Nothing is asked. */
async function Reworded({
  reworded: { from, to },
  organisation,
}: Pick<StoredPurposesProps, "organisation"> & { readonly reworded: NonNullable<MyStoredPurpose["reworded"]> }) {
  const [t, notice, language] = await Promise.all([getTranslations("my-data"), getTranslations("notice"), getLocale()]);
  const text = (texts: typeof from.texts) => texts[language] ?? Object.values(texts)[0];
  const different = differences(from, to, {
    ...{ keys: [], text, label: (key) => key, t: notice, organisation, language },
    recipients: (of) => recipientSentence(of, { organisation, language, t: notice }),
  });
  return (
    <More summary={t("reworded", { version: to.number })}>
      <p>{t("rewordedText", { version: from.number })}</p>
      <Differences change={{ before: different }} labels={{ before: t("rewordedBefore"), now: t("rewordedNow") }} />
    </More>
  );
}

interface HeldDetailProps extends Pick<StoredPurposesProps, "organisation" | "email"> {
  readonly at: NonNullable<StoredPurposesProps["at"]>;
  readonly purpose: MyStoredPurpose;
  readonly item: StoredItem;
}

async function HeldDetail({ purpose, item, organisation, email, at }: HeldDetailProps) {
  const [t, notice] = await Promise.all([getTranslations("my-data"), getTranslations("notice")]);
  const { day } = datesOf(await getLocale());
  const { stored, state } = item;
  const date = day(item.decidedAt);
  const told = legalBasisOfItem(purpose, item) !== "consent";
  return (
    <Detail
      mark={<Icon name={stored ? "check" : "minus"} className="m-0.5" />}
      name={
        <>
          {item.label}{" "}
          {!told && (
            <span className="ms-2 text-14/6 font-normal whitespace-nowrap text-muted">
              {item.mandatory ? t("required") : t("optional")}
            </span>
          )}
        </>
      }
      value={
        stored ? (
          <bdi>{stored.value}</bdi>
        ) : (
          <span className="text-muted">{t(item.usedElsewhere ? "notUsed" : "notStored")}</span>
        )
      }
      note={
        <>
          {item.basis &&
            [notice(`told.why.${item.basis}`), item.reason && isolated(item.reason), ""]
              .filter((words) => words !== null)
              .join(" ")}
          {stored && <StoredNote {...{ stored, organisation, email }} />}
          {stored && item.needed && ` ${t("closes")}`}
          {state !== "stored" &&
            t(told && (state === "waiting" || state === "ended") ? `told.${state}` : state, { date, organisation })}
        </>
      }
      acts={isActedOn(purpose, item) && <HeldActs purpose={purpose} item={item} at={at} />}
    />
  );
}

interface StoredNoteProps extends Pick<StoredPurposesProps, "organisation" | "email"> {
  readonly stored: NonNullable<StoredItem["stored"]>;
}

/** The source of a value, its date, what has happened to it since, and who corrects it if the person cannot do it here. */
async function StoredNote({ stored, organisation, email }: StoredNoteProps) {
  const t = await getTranslations("my-data");
  const { day } = datesOf(await getLocale());
  const { source, providerName: provider, since, refreshedAt, missingSince, unusableSince, expiresAt } = stored;
  const sentences = [
    provider
      ? t("from", { provider, date: day(since) })
      : t(source === "default" ? "setBy" : "self", { organisation, date: day(since) }),
    refreshedAt && t(provider ? "refreshed" : "corrected", { date: day(refreshedAt) }),
    provider && unusableSince && t("unusableSince", { provider, date: day(unusableSince) }),
    provider && missingSince && t("missing", { provider, date: day(missingSince) }),
    expiresAt && t("until", { date: day(expiresAt) }),
  ];
  return (
    <>
      {sentences.filter(Boolean).join(" ")}{" "}
      {!stored.canCorrect && <WhereToCorrect {...{ stored, organisation, email }} />}
    </>
  );
}

/** GDPR, Article 16: a provider's value is corrected there, and one that no page is known for by the organisation. */
async function WhereToCorrect({ stored: { providerName, accountUrl }, organisation, email }: StoredNoteProps) {
  const t = await getTranslations("my-data.correctElsewhere");
  if (providerName && accountUrl) return <a href={accountUrl}>{t("there", { provider: providerName })}</a>;
  return email ? <a href={`mailto:${email}`}>{t("write", { email })}</a> : t("ask", { organisation });
}

/** Only consent can be given or withdrawn. What the person entered themselves can be corrected on any basis. */
const isActedOn = (purpose: MyStoredPurpose, item: StoredItem) =>
  legalBasisOfItem(purpose, item) === "consent"
    ? item.canAgree || item.state === "stored" || item.state === "waiting"
    : item.canAgree || item.stored?.canCorrect;

/** What the person can do: a button withdraws at once, or leads to a page that explains the effect first. */
async function HeldActs({ purpose, item, at }: Pick<HeldDetailProps, "purpose" | "item" | "at">) {
  const t = await getTranslations("my-data");
  const { attribute, label, stored, needed, canAgree } = item;
  const told = legalBasisOfItem(purpose, item) !== "consent";
  const inPlace = `${encodeURIComponent(purpose.id)}/${encodeURIComponent(attribute)}`;
  const words = { label: inSentence(label, await getLocale()), purpose: purpose.name };
  const from = <span className="sr-only"> {t("forPurpose", words)}</span>;
  if (canAgree && at === "/rights") return null;
  if (canAgree) {
    return (
      <a className="button" href={`/me/agree/${inPlace}`}>
        {t("agree")}
        <span className="sr-only"> {t("agreeTo", words)}</span>
      </a>
    );
  }
  return (
    <>
      {told ? null : needed ? (
        <a className="button" href={`${at}/close?of=${encodeURIComponent(`${purpose.id}.${attribute}`)}`}>
          {t("withdraw", words)}
          {from}
        </a>
      ) : (
        <form action={`${at}/withdraw`} method="post">
          <input type="hidden" name="purpose" value={purpose.id} />
          <input type="hidden" name="attribute" value={attribute} />
          <button className="button" type="submit">
            {t("withdraw", words)}
            {from}
          </button>
        </form>
      )}
      {stored?.canCorrect && at === "/me" && (
        <a className="button" href={`/me/correct/${encodeURIComponent(attribute)}`}>
          {t("correct", words)}
        </a>
      )}
    </>
  );
}
