import { type ReactNode, useId } from "react";

interface PanelProps {
  /** The target of a link. */
  readonly id?: string;
  readonly title: ReactNode;
  /** At the far end of the heading's line: a count, a period. */
  readonly note?: ReactNode;
  /** What the panel is about. */
  readonly text?: ReactNode;
  /** How wide it is. */
  readonly className?: string;
  readonly children: ReactNode;
}

/** A part of a page of the administration, with its heading. */
export function Panel({ id, title, note, text, className = "", children }: PanelProps) {
  const own = useId();
  const heading = `${id ?? own}-title`;
  return (
    <section className={`panel ${className}`} id={id} aria-labelledby={heading}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-5 pt-4 pb-3">
        <h2 id={heading}>{title}</h2>
        {note && <span className="text-muted tabular-nums">{note}</span>}
        {text && <p className="-mt-0.5 basis-full text-muted">{text}</p>}
      </div>
      {children}
    </section>
  );
}
