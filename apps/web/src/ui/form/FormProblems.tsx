"use client";

import { useTranslations } from "next-intl";
import { ErrorSummary } from "./ErrorSummary";
import { Message } from "../Message";
import type { FormState } from "./form-state";
import { useErrorTitle } from "./use-error-title";

interface FormProblemsProps {
  readonly state: Pick<FormState, "attempt" | "failure">;
  /** Field → what is wrong with it, as a sentence, in the order of the form. */
  readonly sentences: Readonly<Record<string, string>>;
  /** Code → why nothing could be saved, where the form says it in words of its own. */
  readonly failures?: Readonly<Record<string, string>>;
}

/** What is wrong, above the form and in focus: by field with links, or why nothing could be saved. */
export function FormProblems({ state: { attempt, failure }, sentences, failures = {} }: FormProblemsProps) {
  const t = useTranslations("identity-providers");
  const found = Object.entries(sentences);
  useErrorTitle(found.length > 0 || failure !== null, t("errorPrefix", { title: "{title}" }));
  return (
    <>
      {failure && (
        <ErrorSummary key={`failure-${attempt}`} title={t("failure.title")}>
          <p>{failures[failure.code] ?? t(`failure.${failure.code}`, { reference: failure.reference })}</p>
        </ErrorSummary>
      )}
      {found.length > 0 && (
        <ErrorSummary key={attempt} title={t("errorTitle", { count: found.length })}>
          <ul>
            {found.map(([name, sentence]) => (
              <li key={name}>
                <a href={`#${name}`}>{sentence}</a>
              </li>
            ))}
          </ul>
        </ErrorSummary>
      )}
    </>
  );
}

interface ConflictProps {
  /** What is stored now and differs from what was typed. */
  readonly differences: readonly { readonly name: string; readonly text: string }[];
  /** Where the stored state is shown. */
  readonly href: string;
}

/** Somebody else was faster: what is stored now, where it differs from what was typed, and both ways out. */
export function StoredMeanwhile({ differences, href }: ConflictProps) {
  const t = useTranslations("identity-providers.conflict");
  return (
    <div className="conflict">
      <Message tone="warning" role="alert" title={t("title")}>
        <p>{t(differences.length > 0 ? "lead" : "same")}</p>
        <dl className="kv">
          {differences.map(({ name, text }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <bdi>{text || t("empty")}</bdi>
              </dd>
            </div>
          ))}
        </dl>
        <p>
          {t("save")}{" "}
          <a href={href} data-leaves-knowingly>
            {t("discard")}
          </a>
        </p>
      </Message>
    </div>
  );
}
