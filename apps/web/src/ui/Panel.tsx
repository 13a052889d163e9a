import type { ReactNode } from "react";

interface PanelProps {
  /** Where a link leads. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}

/** A section of a page with its heading. */
export function Panel({ id, title, text, children }: PanelProps) {
  return (
    <section className="panel" id={id} aria-labelledby={`${id}-title`}>
      <div className="panel-head">
        <h2 id={`${id}-title`}>{title}</h2>
        <p>{text}</p>
      </div>
      {children}
    </section>
  );
}
