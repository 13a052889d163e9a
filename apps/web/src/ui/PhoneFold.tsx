import type { ReactNode } from "react";
import { Icon } from "./Icon";

interface PhoneFoldProps {
  readonly summary: ReactNode;
  readonly children: ReactNode;
}

/**
 * Folded on a phone, so that a question is within the first screen. In a wide window there is room for it beside the
 * question: it is open, and has nothing to press. Works without JavaScript.
 */
export function PhoneFold({ summary, children }: PhoneFoldProps) {
  return (
    <details className="phone-fold group/fold">
      <summary className="supports-[selector(::details-content)]:lg:hidden inline-flex min-h-11 items-center gap-2 text-14 text-accent decoration-1 underline-offset-[0.2em] hover:text-accent-hover hover:underline">
        <Icon name="fold" className="transition-[rotate] group-open/fold:rotate-90 rtl:group-open/fold:-rotate-90" />
        <span>{summary}</span>
      </summary>
      {children}
    </details>
  );
}
