import type { ReactNode } from "react";
import { Icon } from "./Icon";

interface MoreProps {
  readonly summary: ReactNode;
  readonly open?: boolean;
  /** Aligned with the icons and names of a purpose's details. */
  readonly aligned?: boolean;
  readonly children: ReactNode;
}

/** A line that opens more text. */
export function More({ summary, open = false, aligned = false, children }: MoreProps) {
  return (
    <details className="group/more" open={open}>
      <summary
        className={`inline-flex min-h-11 items-center text-accent decoration-1 underline-offset-[0.2em] hover:text-accent-hover hover:underline ${aligned ? "gap-4" : "gap-2"}`}
      >
        <Icon
          name="fold"
          className={`transition-[rotate] group-open/more:rotate-90 rtl:group-open/more:-rotate-90 ${aligned ? "mx-0.5" : ""}`}
        />
        {summary}
      </summary>
      <div className={aligned ? "max-w-[58ch] ps-10 pb-3 text-muted" : "pb-3"}>{children}</div>
    </details>
  );
}
