import type { ShownPurpose } from "@assent/consent/receipt/receipt";
import { decisionKinds } from "@assent/consent/receipt/receipt-record";
import { actorOf } from "@assent/consent/receipt/snapshot";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { datesOf } from "@/platform/i18n/dates";
import { findLanguage, isolated, writtenIn } from "@/platform/i18n/languages";
import { articleFor, currentOrganisation } from "@/platform/organisation";
import type { Receipt } from "../receipts/queries";
import { Differences } from "@/ui/Differences";
import { Icon } from "@/ui/Icon";
import { OrganisationMark } from "@/ui/Mark";
import { HashPattern } from "./HashPattern";

/** A receipt as a page: the exact text and the decisions, without values. It prints on one sheet. */
export async function ReceiptView({ receipt }: { readonly receipt: Receipt }) {
  const [t, language] = await Promise.all([getTranslations("receipt"), getLocale()]);
  const { notice, items } = receipt;
  const organisation = notice.controller.displayName;
  // The current logo is not part of the receipt, so it is not shown beside an earlier name.
  const today = await currentOrganisation();
  const asked = items.filter(({ basis }) => !basis);
  const granted = asked.filter(({ state }) => state === "granted").length;
  const told = items.filter(({ state, basis }) => state === "granted" && basis).length;
  const { kind } = receipt;
  return (
    <article
      className="@container/sheet relative rounded-6 border border-border bg-surface shadow-sheet print:rounded-none print:border-0 print:shadow-none"
      aria-labelledby="receipt-title"
    >
      <div
        className={`${inset} flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-border py-5 text-14`}
      >
        <span className="inline-flex items-center gap-2.5 text-16/5 font-semibold tracking-18">
          <OrganisationMark logo={today.displayName === organisation ? today.logo : null} small />
          {organisation}
        </span>
        <span className="text-muted">
          {t.rich("number", { number: receipt.number, mono: (text) => <span className="mono">{text}</span> })}
        </span>
      </div>
      <div className={`${inset} pt-8 pb-6 sm:pt-12 sm:pb-8 print:pt-6 print:pb-4`}>
        <h1 className="text-28 tracking-28 lg:text-36 lg:tracking-36" id="receipt-title">
          {t(kind === "notice" ? "titleTold" : isDecision(kind) ? "title" : "titleOther")}
        </h1>
        <p className="mt-3 max-w-[46ch] text-18 text-muted">
          {t.rich("summary", {
            kind: summaryOf(receipt),
            organisation,
            article: articleFor(organisation),
            date: datesOf(language).day(receipt.decidedAt),
            b: strong,
          })}
          <br />
          {kind === "consent" &&
            (asked.length > 0 || told === 0) &&
            t.rich("agreed", { granted, asked: asked.length, b: strong })}{" "}
          {kind === "consent" && told > 0 && t.rich("stored", { granted: told, b: strong })}
          {kind === "notice" && t.rich("stored", { granted, b: strong })}
        </p>
        <ReceiptDecisions receipt={receipt} />
      </div>
      <ReceiptFacts receipt={receipt} />
      <section
        className={`${inset} border-t border-border py-6 sm:py-8 print:pt-4 print:pb-4`}
        aria-labelledby="shown-title"
      >
        <h2 className="text-18 tracking-18" id="shown-title">
          {t(isDecision(kind) ? "shown" : "shownAgreed")}
        </h2>
        <ShownText title={notice.title} language={notice.language}>
          <p>{notice.lead}</p>
        </ShownText>
        {notice.purposes.map((purpose) => (
          <ShownPurpose
            key={purpose.versionId}
            purpose={purpose}
            language={notice.language}
            items={items}
            kind={kind}
          />
        ))}
        <ShownText title={t(notice.unchanged ? "besides" : "also")}>
          <p className="first-letter:uppercase" {...writtenIn(notice.language)}>
            {notice.alsoStored}
          </p>
          <p {...writtenIn(notice.language)}>{notice.withdrawal}</p>
          {notice.age && <p {...writtenIn(notice.language)}>{notice.age}</p>}
        </ShownText>
        {notice.rights && notice.rights.length > 0 && (
          <ShownText title={t("rights")}>
            <dl className="mt-1 text-muted" {...writtenIn(notice.language)}>
              {notice.rights.map(({ right, name, words }) => (
                <div key={right} className="mt-1">
                  <dt className="inline font-medium">{name}:</dt> <dd className="inline">{words}</dd>
                </div>
              ))}
            </dl>
          </ShownText>
        )}
        {notice.acceptLabel && (
          <ShownText title={t("answers")}>
            <p>
              {notice.declineLabel
                ? t("answerWords", { accept: notice.acceptLabel, decline: notice.declineLabel })
                : t("answerWord", { accept: notice.acceptLabel })}
            </p>
          </ShownText>
        )}
      </section>
      <hr className="mx-6 border-t-2 border-dotted border-control sm:mx-12 print:mx-0" />
      <div
        className={`${inset} grid items-center gap-x-8 gap-y-4 pt-6 pb-8 text-14 text-muted break-inside-avoid @roomy/sheet:grid-cols-[auto_minmax(0,1fr)] print:pt-4 print:pb-0`}
      >
        <HashPattern hash={receipt.noticeHash} />
        <div className="grid gap-3">
          <dl>
            <dt>{t("seal")}</dt>
            <dd className="mt-1">
              <code className="block text-12/4.5 wrap-anywhere text-text">
                {receipt.noticeHash.replace(/(.{8})(?=.)/g, "$1 ")}
              </code>
            </dd>
          </dl>
          <p>{t("holdsNoValues")}</p>
        </div>
      </div>
    </article>
  );
}

/** What was decided about each detail, before anything else: the words and the proofs are below. */
async function ReceiptDecisions({ receipt: { notice, items, kind } }: { readonly receipt: Receipt }) {
  const t = await getTranslations("receipt");
  return (
    <ul className="mt-6 print:mt-3">
      {notice.purposes.flatMap((purpose) =>
        purpose.items.map(({ id, attribute, label, basis, unusable }) => {
          const state = stateOf(items, purpose.versionId, attribute);
          return (
            <li key={id} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 border-t border-border py-2">
              <span {...writtenIn(notice.language)}>
                {label} <small className="block text-14 text-muted">{purpose.name}</small>
              </span>
              <StateMark state={state} words={t(stateWords(basis ? "notice" : kind, state, unusable))} />
            </li>
          );
        }),
      )}
    </ul>
  );
}

type State = Receipt["items"][number]["state"];

const stateOf = (items: Receipt["items"], versionId: string, attribute: string): State =>
  items.find((item) => item.versionId === versionId && item.attribute === attribute)?.state ?? "denied";

function StateMark({ state, words }: { readonly state: State; readonly words: string }) {
  return (
    <span
      className={`inline-flex items-center gap-2 self-start font-medium ${state === "granted" ? "" : "text-muted"}`}
    >
      <Icon name={state === "granted" ? "check" : "minus"} />
      {words}
    </span>
  );
}

const isDecision = (kind: Receipt["kind"]): boolean => decisionKinds.some((one) => one === kind);

/** The case of the sentence that says what happened. */
function summaryOf({ kind, notice }: Receipt): string {
  if (kind === "purpose-end") return "ended";
  if (kind !== "consent" && kind !== "notice") return kind;
  return !notice.unchanged ? "first" : kind === "notice" ? "told" : "later";
}

const inset = "px-6 sm:px-12 print:px-0";

const strong = (text: ReactNode) => <strong className="font-medium text-text">{text}</strong>;

interface ShownTextProps {
  readonly title: ReactNode;
  /** The language of all of it; not set if each part has its own. */
  readonly language?: string;
  readonly children: ReactNode;
}

/** A part of the shown text. */
function ShownText({ title, language, children }: ShownTextProps) {
  return (
    <div
      className="mt-6 break-inside-avoid border-s-2 border-text ps-4 print:mt-4 [&>p]:text-muted"
      {...(language ? writtenIn(language) : {})}
    >
      <h3 className="flex flex-wrap items-baseline gap-x-3 text-16">{title}</h3>
      {children}
    </div>
  );
}

const fact = "break-inside-avoid border-t border-border py-3";
const factName = "text-14 text-muted";

async function ReceiptFacts({ receipt }: { readonly receipt: Receipt }) {
  const [t, language] = await Promise.all([getTranslations("receipt"), getLocale()]);
  const { notice, providerName, decidedAt } = receipt;
  const dates = datesOf(language);
  const { identifier, address, email, officerName, officerEmail, authorityName, authorityUrl } = notice.controller;
  const bodies = [
    identifier && t("identifier", { identifier }),
    (officerName || officerEmail) && t("officer", { officer: [officerName, officerEmail].filter(Boolean).join(", ") }),
    authorityName && t("complaints", { authority: [authorityName, authorityUrl].filter(Boolean).join(", ") }),
  ].filter(Boolean);
  return (
    <dl className={`${inset} grid grid-cols-[minmax(0,1fr)] gap-x-8 pb-8 @roomy/sheet:grid-cols-2 print:pb-4`}>
      <div className={fact}>
        <dt className={factName}>
          {t(receipt.kind === "notice" ? "read" : isDecision(receipt.kind) ? "decided" : "happened")}
        </dt>
        <dd>
          <time dateTime={decidedAt.toISOString()}>
            {t("moment", { day: dates.day(decidedAt), time: dates.exactTime(decidedAt) })}
          </time>
          <small className="block text-14 text-muted">{t("utc")}</small>
        </dd>
      </div>
      <div className={fact}>
        <dt className={factName}>{t(receipt.kind === "consent" ? "who" : "responsible")}</dt>
        <dd>
          <bdi>{notice.controller.name}</bdi>
          {address && (
            <small className="block text-14 text-muted">
              <bdi>{address}</bdi>
            </small>
          )}
          {email && (
            <small className="block text-14 text-muted">
              <bdi>{email}</bdi>
            </small>
          )}
          {bodies.map((body) => (
            <small className="block text-14 text-muted wrap-anywhere" key={body}>
              {body}
            </small>
          ))}
        </dd>
      </div>
      <div className={fact}>
        <dt className={factName}>
          {t(receipt.kind === "notice" ? "reader" : isDecision(receipt.kind) ? "subject" : "about")}
        </dt>
        <dd>
          <span className="mono">{receipt.pseudonym}</span>
          <small className="block text-14 text-muted">
            {providerName ? t("pseudonymWith", { provider: providerName }) : t("pseudonym")}
          </small>
        </dd>
      </div>
      <div className={fact}>
        <dt className={factName}>{t("shownIn")}</dt>
        <dd>
          {findLanguage(receipt.language)?.name ?? receipt.language}
          <small className="block text-14 text-muted">{t(`method.${receipt.collectionMethod}`)}</small>
          <small className="block text-14 text-muted">{t(`acted.${actingOf(receipt)}`)}</small>
        </dd>
      </div>
    </dl>
  );
}

/** Who acted, as the name of a message. */
function actingOf(receipt: Receipt) {
  const { kind, channel } = receipt.snapshot?.actor ?? actorOf(receipt);
  return kind === "administrator" && (channel !== null || receipt.collectionMethod === "on-request") ? "asked" : kind;
}

interface ShownPurposeProps {
  readonly purpose: ShownPurpose;
  /** The language of the notice. */
  readonly language: string;
  readonly items: Receipt["items"];
  readonly kind: Receipt["kind"];
}

async function ShownPurpose({ purpose, language, items, kind }: ShownPurposeProps) {
  const t = await getTranslations("receipt");
  const own = writtenIn(purpose.language ?? language);
  return (
    <ShownText
      title={
        <>
          <span {...own}>{purpose.name}</span>{" "}
          <small className="text-14/6 font-normal text-muted">{t("version", { number: purpose.number })}</small>
        </>
      }
    >
      {/* Its sentences follow each other in the direction of the notice, in a page of any language. */}
      <p {...writtenIn(language)}>
        <span {...own}>{purpose.description}</span> <span {...writtenIn(language)}>{purpose.retention}</span>{" "}
        {purpose.recipients && <span {...writtenIn(language)}>{purpose.recipients.words}</span>}
      </p>
      {purpose.basis && <p {...writtenIn(language)}>{purpose.basis.words}</p>}
      {purpose.terms && <ReceiptTerms terms={purpose.terms} language={language} own={purpose.language ?? language} />}
      {purpose.change && <Differences change={purpose.change} labels={{ before: t("before"), now: t("now") }} />}
      {purpose.details && (
        <p className="whitespace-pre-line" {...own}>
          {purpose.details}
        </p>
      )}
      {purpose.legalNote && (
        <p>
          {t.rich("legalNote", {
            note: purpose.legalNote,
            own: (text) => <bdi {...writtenIn(purpose.legalNoteLanguage)}>{text}</bdi>,
          })}
        </p>
      )}
      <ul className="mt-3">
        {purpose.items.map(({ id, attribute, label, basis, need, reason, note, unusable }) => {
          const state = stateOf(items, purpose.versionId, attribute);
          const words = [basis?.words, reason && isolated(reason), note].filter(Boolean).join(" ");
          return (
            <li
              key={id}
              className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 border-t border-border py-2 @roomy/sheet:grid-cols-[minmax(0,1fr)_8.5rem]"
            >
              <span {...writtenIn(language)}>
                {label}
                <small className="block text-14 text-muted">{words ? t("needWith", { need, words }) : need}</small>
              </span>
              <StateMark state={state} words={t(stateWords(basis ? "notice" : kind, state, unusable))} />
            </li>
          );
        })}
      </ul>
    </ShownText>
  );
}

function stateWords(kind: Receipt["kind"], state: State, unusable = false) {
  if (unusable && state === "not-sent") return "states.unusable";
  if (state === "ended")
    return kind === "expiry" ? "states.expired" : kind === "closing" ? "states.closing" : "states.purpose-end";
  if (kind === "withdrawal" && state === "denied") return "states.withdrawn";
  return kind === "notice" && state === "granted" ? "states.told" : (`states.${state}` as const);
}

interface ReceiptTermsProps extends Required<Pick<ShownPurpose, "terms">> {
  /** Of the sentences, and of the purpose's own words. */
  readonly language: string;
  readonly own: string;
}

/** All of it is open: a printed receipt has no folds. */
function ReceiptTerms({ terms: { parties, storage, validity, automated }, language, own }: ReceiptTermsProps) {
  const sentences = [...parties, storage, validity, automated].flatMap((said) => said?.words ?? []);
  return (
    <>
      {sentences.map((words) => (
        <p key={words} {...writtenIn(language)}>
          {words}
        </p>
      ))}
      {automated && (
        <p className="whitespace-pre-line" {...writtenIn(own)}>
          {automated.logic} {automated.consequences}
        </p>
      )}
    </>
  );
}
