"use client";

import { type ReactNode, useEffect, useRef } from "react";

interface ErrorSummaryProps {
  readonly title: string;
  readonly children: ReactNode;
}

/**
 * The problems, above the heading and in focus. Without JavaScript the browser's own autofocus does it; with it, the
 * page may be redrawn in place, so the summary takes the focus itself. Give it a new key with each attempt.
 */
export function ErrorSummary({ title, children }: ErrorSummaryProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => element.current?.focus(), []);
  return (
    <div
      ref={element}
      className="summary lg:col-span-full"
      role="alert"
      aria-labelledby="summary-title"
      tabIndex={-1}
      autoFocus
    >
      <h2 id="summary-title">{title}</h2>
      {children}
    </div>
  );
}
