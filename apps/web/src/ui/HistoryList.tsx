import type { ReactNode } from "react";

/** A list of lines: a time or a name, a sentence, and actions. */
export function HistoryList({ children }: { readonly children: ReactNode }) {
  return <ol className="mt-4">{children}</ol>;
}

interface HistoryEntryProps {
  /** A time in a muted column, or a name aligned with the facts of the same sheet. */
  readonly time?: { readonly iso: string; readonly text: string };
  readonly name?: string;
  readonly children: ReactNode;
  readonly act?: ReactNode;
}

export function HistoryEntry({ time, name, children, act }: HistoryEntryProps) {
  const columns = time
    ? "items-center @roomy/sheet:grid-cols-[8.75rem_minmax(0,1fr)_auto]"
    : "@roomy/sheet:grid-cols-[10rem_minmax(0,1fr)_auto]";
  return (
    <li className={`grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 border-t border-border py-2 last:pb-0 ${columns}`}>
      {time && (
        <time className="col-start-1 text-14 text-muted tabular-nums" dateTime={time.iso}>
          {time.text}
        </time>
      )}
      {name && <strong className="col-start-1 font-medium">{name}</strong>}
      <span className="col-start-1 @roomy/sheet:col-start-2 @roomy/sheet:row-start-1">{children}</span>
      {act && (
        <span className="col-start-2 row-span-2 row-start-1 flex min-h-11 items-center @roomy/sheet:col-start-3 @roomy/sheet:row-span-1">
          {act}
        </span>
      )}
    </li>
  );
}
