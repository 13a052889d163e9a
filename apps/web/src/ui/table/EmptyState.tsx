import type { ReactNode } from "react";

interface EmptyStateProps {
  readonly title: string;
  readonly text: string;
  /** What can be done about it. */
  readonly children?: ReactNode;
}

/** A list with nothing in it says which nothing it is. */
export function EmptyState({ title, text, children }: EmptyStateProps) {
  return (
    <div className="empty" role="status">
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </div>
  );
}
