import type { ReactNode } from "react";

interface EmptyProps {
  readonly title: string;
  readonly text: string;
  /** What can be done about it. */
  readonly children?: ReactNode;
}

/** A list with nothing in it says which nothing it is. */
export function Empty({ title, text, children }: EmptyProps) {
  return (
    <div className="empty" role="status">
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </div>
  );
}
