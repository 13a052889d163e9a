import type { ReactNode } from "react";

/** The introduction of a page beside its sheet; one above the other on a phone. */
export function Split({ children }: { readonly children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5 sm:gap-8 lg:grid-cols-[minmax(0,20.5rem)_minmax(0,40rem)] lg:items-start lg:justify-between">
      {children}
    </div>
  );
}

interface IntroProps {
  /** Above the title, such as the mark of a provider. */
  readonly mark?: ReactNode;
  /** Whether the mark is left out on a phone, where the question needs the room. */
  readonly markOnWide?: boolean;
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  readonly children?: ReactNode;
}

/** The introduction of a page. It stays in view while the sheet beside it scrolls. */
export function Intro({ mark, markOnWide = false, title, lead, children }: IntroProps) {
  return (
    <div className="lg:sticky lg:top-8">
      {mark && <div className={markOnWide ? "mb-4 max-lg:hidden" : "mb-4"}>{mark}</div>}
      <h1 className="text-28 tracking-28 lg:-mt-1.5 lg:text-36 lg:tracking-36">{title}</h1>
      {lead && <p className="mt-2 max-w-lead sm:mt-4 text-muted [&_strong]:font-medium [&_strong]:text-text">{lead}</p>}
      {children}
    </div>
  );
}
