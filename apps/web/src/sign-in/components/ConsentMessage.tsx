import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { ShownPrompt } from "../pending/consent-prompt";
import { inSentence } from "../shown-text/problem-sentence";

import type { ItemState } from "./ConsentItem";
import { ErrorSummary } from "@/ui/form/ErrorSummary";
import { Message } from "@/ui/Message";

interface ConsentMessageProps {
  readonly prompt: ShownPrompt;
  readonly items: Readonly<Record<string, ItemState>>;
  /** The log reference of a form that failed before it was kept. */
  readonly failed: string | undefined;
}

/** What is wrong, what changed, or that there is more time, above the question. Nothing at the first visit. */
export async function ConsentMessage({ prompt, items, failed }: ConsentMessageProps) {
  const t = await getTranslations("consent");
  const common = await getTranslations("common");
  const { draft } = prompt.pending;
  const organisation = prompt.shownText.controller.displayName;
  if (draft?.reason === "problems") return <Problems prompt={prompt} items={items} />;
  if (draft?.reason === "failed" || (failed && /^[0-9A-F]{8}$/.test(failed))) {
    const reference = draft?.reference ?? failed;
    return (
      <ErrorSummary title={t("failed.title")}>
        <p>{t(prompt.account ? "again.failedText" : "failed.text")}</p>
        {reference && <p>{common("reference", { reference })}</p>}
      </ErrorSummary>
    );
  }
  if (draft?.reason === "changed") {
    const title = prompt.request.basis === "notice" ? "changed.titleTold" : "changed.title";
    return (
      <Message focused tone="warning" role="alert" title={t(title, { organisation })}>
        {t("changed.text")}
      </Message>
    );
  }
  if (draft?.reason === "another") {
    return (
      <Message focused tone="warning" role="alert" title={t("another.title")}>
        {t("another.text")}
      </Message>
    );
  }
  if (draft?.reason === "setup-gone") {
    return (
      <Message focused tone="warning" role="alert" title={t("setupGone.title")}>
        {t("setupGone.text")}
      </Message>
    );
  }
  if (draft?.reason === "more-time")
    return (
      <Message focused title={t("extended.title")}>
        {t("extended.text")}
      </Message>
    );
  return null;
}

/**
 * Each problem once, with a link to its box or field: one field serves every purpose that asks for the detail. It also
 * says that the person can decline.
 */
async function Problems({ prompt, items }: Pick<ConsentMessageProps, "prompt" | "items">) {
  const t = await getTranslations("consent.errors");
  const asked = prompt.shownText.purposes.flatMap((purpose) => purpose.items);
  const problems = asked
    .filter(({ id }) => items[id]?.error)
    .map((item) => {
      const { ticked: isTicked, agreedByTyping, value } = items[item.id] ?? {};
      const ticked = isTicked || agreedByTyping;
      const field = asked.find(({ id, attribute }) => attribute === item.attribute && items[id]?.showsField) ?? item;
      const what = t(!ticked ? "agree" : value ? "correct" : "enter", {
        label: inSentence(item.label, prompt.shownText.language),
      });
      return { what, ticked, href: ticked ? `#${field.id}-value` : `#${item.id}` };
    })
    .filter(({ href }, index, all) => all.findIndex((other) => other.href === href) === index);
  const count = problems.length;
  const [only] = problems;
  const answer = prompt.shownText.declineLabel;
  const title = problems.some(({ ticked }) => ticked) ? "title" : "titleUnticked";
  const decline = (text: ReactNode) => <a href="#decline">{text}</a>;
  return (
    <ErrorSummary title={prompt.account ? t("titleAgain", { count }) : t(title, { count })}>
      {only && count === 1 ? (
        <p>{t.rich("one", { what: only.what, answer, decline, link: (text) => <a href={only.href}>{text}</a> })}</p>
      ) : (
        <>
          <ul>
            {problems.map(({ href, what }) => (
              <li key={href}>
                <a href={href}>{what}</a>
              </li>
            ))}
          </ul>
          <p>{t.rich("orDecline", { answer, decline })}</p>
        </>
      )}
    </ErrorSummary>
  );
}
