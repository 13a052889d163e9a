"use client";

import { useTranslations } from "next-intl";
import { ErrorSummary } from "./ErrorSummary";
import { Message } from "../Message";
import { SignInAgainLink } from "./SignInAgainLink";
import type { FormFields, FormState } from "./form-state";
import { useErrorTitle } from "./use-error-title";

interface FormProblemsProps {
  readonly state: Pick<FormState, "attempt" | "failure">;
  /** The problems in the order of the form, each with the id of its element. */
  readonly problems: readonly { readonly id: string; readonly sentence: string }[];
  /** Code → why nothing was saved, if the form has its own sentence for it. */
  readonly failures?: FormFields | undefined;
}

/** The problems, above the form and in focus: links to the fields, or why nothing could be saved. */
export function FormProblems({ state: { attempt, failure }, problems, failures = {} }: FormProblemsProps) {
  const t = useTranslations("admin-form");
  // A step within the form is not an attempt to save it; its problem is shown beside its button.
  const shown = attempt > 0 && problems.length > 0;
  useErrorTitle(shown || failure !== null, t("errorPrefix", { title: "{title}" }));
  const known = failure && t.has(`failure.${failure.code}`) ? failure.code : "unexpected";
  return (
    <>
      {failure && (
        <ErrorSummary key={`failure-${attempt}`} title={t("failure.title")}>
          <p>{failures[failure.code] ?? t(`failure.${known}`, { reference: failure.reference })}</p>
          {failure.code === "sign-in-again" && (
            <p>
              <SignInAgainLink words={t("again.newTab")} />
            </p>
          )}
        </ErrorSummary>
      )}
      {shown && (
        <ErrorSummary key={attempt} title={t("errorTitle", { count: problems.length })}>
          <ul>
            {problems.map(({ id, sentence }) => (
              <li key={id}>
                <a href={`#${id}`}>{sentence}</a>
              </li>
            ))}
          </ul>
        </ErrorSummary>
      )}
    </>
  );
}

interface StoredMeanwhileProps {
  /** What is stored now and differs from what was typed. */
  readonly differences: readonly { readonly name: string; readonly text: string }[];
  /** Where the stored state is shown. */
  readonly href: string;
}

/**
 * Another administrator saved first: what is stored now and differs from what was typed, and the two ways to continue.
 */
export function StoredMeanwhile({ differences, href }: StoredMeanwhileProps) {
  const t = useTranslations("admin-form.conflict");
  return (
    <div className="mb-6">
      <Message tone="warning" role="alert" title={t("title")}>
        <p>{t(differences.length > 0 ? "lead" : "same")}</p>
        <dl className="kv my-3">
          {differences.map(({ name, text }) => (
            <div key={name} className="border-warning/30 py-2">
              <dt>{name}</dt>
              <dd className="whitespace-pre-line">
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
