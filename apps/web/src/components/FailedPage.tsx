"use client";

import messages from "@/messages/en/errors.json";
import { MessagePage } from "./MessagePage";

interface FailedPageProps {
  /** Finds the error in the log; the error's own text is never shown. */
  readonly reference: string | undefined;
}

/**
 * Shown by the browser when a page failed on the server. It must not ask the server for anything, its words included, so
 * they come with it and are in one language.
 */
export function FailedPage({ reference }: FailedPageProps) {
  const { title, text, retry, start, reference: sentence } = messages.failed;
  const again = (
    <button className="button" type="button" onClick={() => window.location.reload()}>
      {retry}
    </button>
  );
  return (
    <MessagePage title={title} text={text} links={[{ href: "/", text: start }]} actions={again}>
      <title>{title}</title>
      {reference && (
        <p className="part-text">
          {sentence} <span className="mono">{reference}</span>
        </p>
      )}
    </MessagePage>
  );
}
