import type { ReactNode } from "react";

interface EmptyStateProps {
  readonly title: string;
  readonly text: string;
  /** What can be done about it. */
  readonly children?: ReactNode;
}

/** Replaces an empty list and says why it is empty. */
export function EmptyState({ title, text, children }: EmptyStateProps) {
  return (
    <div className="grid justify-items-center gap-2 px-6 py-12 text-center [&_.button]:mt-2" role="status">
      <h2>{title}</h2>
      <p className="max-w-text text-muted">{text}</p>
      {children}
    </div>
  );
}
