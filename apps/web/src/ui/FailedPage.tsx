"use client";

import { languages } from "@/platform/i18n/languages";
import arabic from "@/messages/ar/errors.json";
import german from "@/messages/de/errors.json";
import english from "@/messages/en/errors.json";
import { MessagePage } from "./MessagePage";

interface FailedPageProps {
  /** The reference of the log line. The text of the error is never shown. */
  readonly reference: string | undefined;
  /** The language of the page around it. */
  readonly language: string;
}

type Code = (typeof languages)[number]["code"];

const words: Readonly<Record<Code, typeof english>> = { en: english, de: german, ar: arabic };

/**
 * Shown in the browser if a page failed on the server. It must not need the server again, so it contains its words in
 * every language.
 */
export function FailedPage({ reference, language }: FailedPageProps) {
  const code = languages.find((known) => known.code === language)?.code ?? "en";
  const { title, text, retry, start, reference: sentence } = words[code].failed;
  const again = (
    <button className="button" type="button" onClick={() => window.location.reload()}>
      {retry}
    </button>
  );
  return (
    <MessagePage title={title} text={text} links={[{ href: "/", text: start }]} actions={again}>
      <title>{title}</title>
      {reference && (
        <p className="mt-1 max-w-text text-muted">
          {sentence} <span className="mono">{reference}</span>
        </p>
      )}
    </MessagePage>
  );
}
