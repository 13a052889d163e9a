import type { ReactNode } from "react";

const columns = {
  icon: "grid-cols-[1rem_minmax(0,1fr)]",
  time: "grid-cols-[3.5rem_minmax(0,1fr)]",
  day: "grid-cols-[5.5rem_minmax(0,1fr)]",
} as const;

interface EntryProps {
  /** How wide the mark is. */
  readonly by: keyof typeof columns;
  /** An icon or a time. */
  readonly mark: ReactNode;
  readonly children: ReactNode;
}

/** One line of a list in a panel: a mark, and its text. */
export function Entry({ by, mark, children }: EntryProps) {
  return (
    <li className={`grid gap-x-3 border-t border-border px-5 py-3 ${columns[by]}`}>
      <span className={by === "icon" ? "mt-0.5" : "text-muted tabular-nums"}>{mark}</span>
      <div>{children}</div>
    </li>
  );
}
