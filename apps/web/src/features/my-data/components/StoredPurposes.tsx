import { getLocale, getTranslations } from "next-intl/server";
import { datesOf } from "@/platform/i18n/dates";
import { writtenIn } from "@/platform/i18n/languages";
import type { StoredItem, MyStoredPurpose } from "../stored-purposes";
import { inSentence } from "@/sign-in/shown-text/problem-sentence";
import { basisSentence, differences, retentionSentence } from "@/sign-in/shown-text/version-differences";
import { Differences } from "@/ui/Differences";
import { Icon } from "@/ui/Icon";

interface StoredPurposesProps {
  readonly purposes: readonly MyStoredPurpose[];
  readonly organisation: string;
  /** Whom to write to; null where the organisation gave no address. */
  readonly email: string | null;
}

/** What is stored and what is not, purpose by purpose. */
export async function StoredPurposes({ purposes, organisation, email }: StoredPurposesProps) {
  const [t, notice] = [await getTranslations("my-data"), await getTranslations("notice")];
  const { day } = datesOf(await getLocale());
  return purposes.map((purpose) => (
    <section key={purpose.id} className="sheet-part held" aria-labelledby={`held-${purpose.id}`}>
      <h2 className="part-title" id={`held-${purpose.id}`} {...writtenIn(purpose.language)}>
        {purpose.name}
      </h2>
      {purpose.basis.kind === "notice" && <p className="purpose-why">{basisSentence(purpose.basis, notice)}</p>}
      <p className="purpose-why" {...writtenIn(purpose.language)}>
        {purpose.description}
      </p>
      <ul className="asks">
        {purpose.items.map((item) => (
          <HeldDetail key={item.attribute} purpose={purpose} item={item} organisation={organisation} />
        ))}
      </ul>
      <p className="held-meta">
        {t(purpose.basis.kind === "notice" ? "told.meta" : "meta", {
          version: purpose.version,
          date: day(purpose.decidedAt),
        })}
        {purpose.items.some(({ stored }) => stored) && ` ${retentionSentence(purpose.retention, notice)}`}
      </p>
      {purpose.basis.kind === "notice" && (
        <p className="held-meta">
          {t.rich(email ? "told.object" : "told.objectPlain", {
            organisation,
            email: email ?? "",
            write: (text) => <a href={`mailto:${email ?? ""}`}>{text}</a>,
            close: (text) => <a href="/me/close">{text}</a>,
          })}
        </p>
      )}
      {purpose.reworded && <Reworded reworded={purpose.reworded} />}
    </section>
  ));
}

/** A change of words is noted, and asks nothing. */
async function Reworded({ reworded: { from, to } }: { readonly reworded: NonNullable<MyStoredPurpose["reworded"]> }) {
  const [t, notice, language] = [await getTranslations("my-data"), await getTranslations("notice"), await getLocale()];
  const text = (texts: typeof from.texts) => texts[language] ?? Object.values(texts)[0];
  const different = differences(from, to, { keys: [], text, label: (key) => key, t: notice });
  return (
    <details className="more">
      <summary>
        <Icon name="fold" />
        {t("reworded", { version: to.number })}
      </summary>
      <div className="more-body">
        <p>{t("rewordedText", { version: from.number })}</p>
        <Differences change={{ before: different }} labels={{ before: t("rewordedBefore"), now: t("rewordedNow") }} />
      </div>
    </details>
  );
}

interface HeldDetailProps {
  readonly purpose: MyStoredPurpose;
  readonly item: StoredItem;
  readonly organisation: string;
}

async function HeldDetail({ purpose, item, organisation }: HeldDetailProps) {
  const t = await getTranslations("my-data");
  const { day } = datesOf(await getLocale());
  const { stored, state } = item;
  const date = day(item.decidedAt);
  const told = purpose.basis.kind === "notice";
  return (
    <li className="ask">
      <Icon name={stored ? "check" : "minus"} />
      <span className="ask-name">
        {item.label} {!told && <span className="need">{item.mandatory ? t("required") : t("optional")}</span>}
      </span>
      {stored ? (
        <span className="ask-value">
          <bdi>{stored.value}</bdi>
        </span>
      ) : (
        <span className="ask-value muted">{t(item.usedElsewhere ? "notUsed" : "notStored")}</span>
      )}
      <span className="ask-note">
        {stored && <StoredNote stored={stored} organisation={organisation} />}
        {stored && item.mandatory && ` ${t("closes")}`}
        {state !== "stored" &&
          t(told && (state === "waiting" || state === "ended") ? `told.${state}` : state, { date, organisation })}
      </span>
      <HeldAct purpose={purpose} item={item} />
    </li>
  );
}

interface StoredNoteProps {
  readonly stored: NonNullable<StoredItem["stored"]>;
  readonly organisation: string;
}

/** Where a value came from, since when, and what became of it. */
async function StoredNote({ stored, organisation }: StoredNoteProps) {
  const t = await getTranslations("my-data");
  const { day } = datesOf(await getLocale());
  const { source, providerName: provider, since, refreshedAt, missingSince, expiresAt } = stored;
  const sentences = [
    provider
      ? t("from", { provider, date: day(since) })
      : t(source === "default" ? "setBy" : "self", { organisation, date: day(since) }),
    refreshedAt && t(provider ? "refreshed" : "corrected", { date: day(refreshedAt) }),
    provider && missingSince && t("missing", { provider, date: day(missingSince) }),
    expiresAt && t("until", { date: day(expiresAt) }),
  ];
  return sentences.filter(Boolean).join(" ");
}

/** What its owner can do about it: one press to withdraw, a page where there is more to know first. */
async function HeldAct({ purpose, item }: Pick<HeldDetailProps, "purpose" | "item">) {
  const t = await getTranslations("my-data");
  const { attribute, label, state, stored, mandatory, canAgree } = item;
  // Only a consent is withdrawn; how to object stands below.
  if (purpose.basis.kind === "notice") return null;
  const inPlace = `${encodeURIComponent(purpose.id)}/${encodeURIComponent(attribute)}`;
  const words = { label: inSentence(label, await getLocale()), purpose: purpose.name };
  const from = <span className="vh"> {t("forPurpose", words)}</span>;
  if (canAgree) {
    return (
      <span className="ask-act">
        <a className="button" href={`/me/agree/${inPlace}`}>
          {t("agree")}
          <span className="vh"> {t("agreeTo", words)}</span>
        </a>
      </span>
    );
  }
  if (state !== "stored" && state !== "waiting") return null;
  return (
    <span className="ask-act">
      {mandatory ? (
        <a className="button" href={`/me/close?of=${encodeURIComponent(`${purpose.id}.${attribute}`)}`}>
          {t("withdraw", words)}
          {from}
        </a>
      ) : (
        <form action="/me/withdraw" method="post">
          <input type="hidden" name="purpose" value={purpose.id} />
          <input type="hidden" name="attribute" value={attribute} />
          <button className="button" type="submit">
            {t("withdraw", words)}
            {from}
          </button>
        </form>
      )}
      {stored?.canCorrect && (
        <a className="button" href={`/me/correct/${encodeURIComponent(attribute)}`}>
          {t("correct", words)}
        </a>
      )}
    </span>
  );
}
