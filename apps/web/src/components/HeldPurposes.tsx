import type { Retention } from "@assent/consent/purpose";
import { getLocale, getTranslations } from "next-intl/server";
import { datesOf } from "@/i18n/dates";
import type { HeldItem, HeldPurpose } from "@/server/held-purposes";
import { Icon } from "./Icon";

interface HeldPurposesProps {
  readonly purposes: readonly HeldPurpose[];
  readonly organisation: string;
}

/** What is stored and what is not, purpose by purpose. */
export async function HeldPurposes({ purposes, organisation }: HeldPurposesProps) {
  const [t, retention] = [await getTranslations("my-data"), await getTranslations("notice.retention")];
  const { day } = datesOf(await getLocale());
  const kept = (rule: Retention) =>
    rule.kind === "days" ? retention("days", { days: rule.days }) : retention(rule.kind);
  return purposes.map((purpose) => (
    <section key={purpose.id} className="sheet-part held" aria-labelledby={`held-${purpose.id}`}>
      <h2 className="part-title" id={`held-${purpose.id}`}>
        {purpose.name}
      </h2>
      <p className="purpose-why">{purpose.description}</p>
      <ul className="asks">
        {purpose.items.map((item) => (
          <HeldDetail key={item.attribute} item={item} organisation={organisation} />
        ))}
      </ul>
      <p className="held-meta">
        {t("meta", { version: purpose.version, date: day(purpose.decidedAt) })}
        {purpose.items.some(({ stored }) => stored) && ` ${kept(purpose.retention)}`}
      </p>
    </section>
  ));
}

async function HeldDetail({ item, organisation }: { readonly item: HeldItem; readonly organisation: string }) {
  const t = await getTranslations("my-data");
  const { day } = datesOf(await getLocale());
  const { stored, state } = item;
  const date = day(item.decidedAt);
  return (
    <li className="ask">
      <Icon name={stored ? "check" : "minus"} />
      <span className="ask-name">
        {item.label} <span className="need">{item.mandatory ? t("required") : t("optional")}</span>
      </span>
      {stored ? (
        <span className="ask-value">
          <bdi>{stored.value}</bdi>
        </span>
      ) : (
        <span className="ask-value muted">{t("notStored")}</span>
      )}
      <span className="ask-note">
        {stored &&
          (stored.providerName
            ? t("from", { provider: stored.providerName, date: day(stored.since) })
            : t("self", { date: day(stored.since) }))}
        {state === "denied" && t("denied", { date, organisation })}
        {state === "not-sent" && t("notSent", { date })}
        {state === "ended" && t("ended", { date })}
      </span>
    </li>
  );
}
