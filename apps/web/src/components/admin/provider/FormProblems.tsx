"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Notice } from "@/components/Notice";
import type { FormState } from "./form-state";

interface FormProblemsProps {
  readonly state: FormState;
  /** Field → what is wrong with it, as a sentence, in the order of the form. */
  readonly sentences: Readonly<Record<string, string>>;
}

/** What is wrong, above the form and in focus: by field with links, or why nothing could be saved. */
export function FormProblems({ state, sentences }: FormProblemsProps) {
  const t = useTranslations("identity-providers");
  const found = Object.entries(sentences);
  useErrorTitle(found.length > 0 || state.failure !== null);
  return (
    <>
      {state.failure && (
        <ErrorSummary key={`failure-${state.attempt}`} title={t("failure.title")}>
          <p>{t(`failure.${state.failure.code}`, { reference: state.failure.reference })}</p>
        </ErrorSummary>
      )}
      {found.length > 0 && (
        <ErrorSummary key={state.attempt} title={t("errorTitle", { count: found.length })}>
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
      <Notice tone="warning" role="alert" title={t("title")}>
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
      </Notice>
    </div>
  );
}

/** The title says it first, for those who hear the page: https://www.w3.org/WAI/WCAG22/Techniques/general/G199 */
function useErrorTitle(wrong: boolean): void {
  const t = useTranslations("identity-providers");
  useEffect(() => {
    if (!wrong) return;
    const before = document.title;
    document.title = t("errorPrefix", { title: before });
    return () => {
      document.title = before;
    };
  }, [wrong, t]);
}
