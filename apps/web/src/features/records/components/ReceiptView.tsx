import type { ShownPurpose } from "@assent/consent/receipt/receipt";
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

/** A receipt as a page: the exact text, the decisions, and no value. It prints on one sheet. */
export async function ReceiptView({ receipt }: { readonly receipt: Receipt }) {
  const [t, language] = await Promise.all([getTranslations("receipt"), getLocale()]);
  const { notice, items } = receipt;
  const organisation = notice.controller.displayName;
  // The logo of today is no part of the receipt, and stands beside no name of before.
  const today = await currentOrganisation();
  const granted = items.filter(({ state }) => state === "granted").length;
  const { kind } = receipt;
  return (
    <article className="receipt" aria-labelledby="receipt-title">
      <div className="receipt-head">
        <span className="org">
          <OrganisationMark logo={today.displayName === organisation ? today.logo : null} />
          {organisation}
        </span>
        <span className="muted">
          {t.rich("number", { number: receipt.number, mono: (text) => <span className="mono">{text}</span> })}
        </span>
      </div>
      <div className="receipt-title">
        <h1 className="title" id="receipt-title">
          {t(kind === "notice" ? "titleTold" : "title")}
        </h1>
        <p>
          {t.rich("summary", {
            kind: kind === "withdrawal" ? kind : !notice.unchanged ? "first" : kind === "notice" ? "told" : "later",
            organisation,
            article: articleFor(organisation),
            date: datesOf(language).day(receipt.decidedAt),
            b: strong,
          })}
          <br />
          {kind === "consent" && t.rich("agreed", { granted, asked: items.length, b: strong })}
          {kind === "notice" && t.rich("stored", { granted, b: strong })}
        </p>
      </div>
      <ReceiptFacts receipt={receipt} />
      <section className="shown" aria-labelledby="shown-title">
        <h2 id="shown-title">{t("shown")}</h2>
        <div className="shown-text" {...writtenIn(notice.language)}>
          <h3>{notice.title}</h3>
          <p>{notice.lead}</p>
        </div>
        {notice.purposes.map((purpose) => (
          <ShownPurpose
            key={purpose.versionId}
            purpose={purpose}
            language={notice.language}
            items={items}
            kind={kind}
          />
        ))}
        <div className="shown-text">
          <h3>{t(notice.unchanged ? "besides" : "also")}</h3>
          <p className="first-capital" {...writtenIn(notice.language)}>
            {notice.alsoStored}
          </p>
          <p {...writtenIn(notice.language)}>{notice.withdrawal}</p>
        </div>
        {notice.acceptLabel && (
          <div className="shown-text">
            <h3>{t("answers")}</h3>
            <p>
              {notice.declineLabel
                ? t("answerWords", { accept: notice.acceptLabel, decline: notice.declineLabel })
                : t("answerWord", { accept: notice.acceptLabel })}
            </p>
          </div>
        )}
      </section>
      <hr className="tear" />
      <div className="seal">
        <p>{t("holdsNoValues")}</p>
        <HashPattern hash={receipt.noticeHash} />
        <dl>
          <div>
            <dt>{t("seal")}</dt>
            <dd>
              <code>{receipt.noticeHash.replace(/(.{8})(?=.)/g, "$1 ")}</code>
            </dd>
          </div>
        </dl>
      </div>
    </article>
  );
}

const strong = (text: ReactNode) => <strong>{text}</strong>;

async function ReceiptFacts({ receipt }: { readonly receipt: Receipt }) {
  const [t, language] = await Promise.all([getTranslations("receipt"), getLocale()]);
  const { notice, providerName, decidedAt } = receipt;
  const dates = datesOf(language);
  const { address, email } = notice.controller;
  return (
    <dl className="receipt-facts">
      <div>
        <dt>{t(receipt.kind === "notice" ? "read" : "decided")}</dt>
        <dd>
          <time dateTime={decidedAt.toISOString()}>
            {t("moment", { day: dates.day(decidedAt), time: dates.exactTime(decidedAt) })}
          </time>
          <small>{t("utc")}</small>
        </dd>
      </div>
      <div>
        <dt>{t(receipt.kind === "notice" ? "responsible" : "who")}</dt>
        <dd>
          <bdi>{notice.controller.name}</bdi>
          {address && (
            <small>
              <bdi>{address}</bdi>
            </small>
          )}
          {email && (
            <small>
              <bdi>{email}</bdi>
            </small>
          )}
        </dd>
      </div>
      <div>
        <dt>{t(receipt.kind === "notice" ? "reader" : "subject")}</dt>
        <dd>
          <span className="mono">{receipt.pseudonym}</span>
          <small>{providerName ? t("pseudonymWith", { provider: providerName }) : t("pseudonym")}</small>
        </dd>
      </div>
      <div>
        <dt>{t("shownIn")}</dt>
        <dd>
          {findLanguage(receipt.language)?.name ?? receipt.language}
          <small>{t(`method.${receipt.collectionMethod}`)}</small>
        </dd>
      </div>
    </dl>
  );
}

interface ShownPurposeProps {
  readonly purpose: ShownPurpose;
  /** Of the notice. */
  readonly language: string;
  readonly items: Receipt["items"];
  readonly kind: Receipt["kind"];
}

async function ShownPurpose({ purpose, language, items, kind }: ShownPurposeProps) {
  const t = await getTranslations("receipt");
  const own = writtenIn(purpose.language ?? language);
  return (
    <div className="shown-text">
      <h3>
        <span {...own}>{purpose.name}</span> <small>{t("version", { number: purpose.number })}</small>
      </h3>
      <p>
        <span {...own}>{purpose.description}</span> <span {...writtenIn(language)}>{purpose.retention}</span>
      </p>
      {purpose.basis && <p {...writtenIn(language)}>{purpose.basis.words}</p>}
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
      <ul className="decisions">
        {purpose.items.map(({ id, attribute, label, need, reason, note }) => {
          const decided = items.find((item) => item.versionId === purpose.versionId && item.attribute === attribute);
          const state = decided?.state ?? "denied";
          const words = [reason && isolated(reason), note].filter(Boolean).join(" ");
          return (
            <li key={id}>
              <span {...writtenIn(language)}>
                {label}
                <small>{words ? t("needWith", { need, words }) : need}</small>
              </span>
              <span className={state === "granted" ? "decision" : "decision decision-no"}>
                <Icon name={state === "granted" ? "check" : "minus"} />
                {t(stateWords(kind, state))}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function stateWords(kind: Receipt["kind"], state: Receipt["items"][number]["state"]) {
  if (kind === "withdrawal" && state === "denied") return "states.withdrawn";
  return kind === "notice" && state === "granted" ? "states.told" : (`states.${state}` as const);
}
