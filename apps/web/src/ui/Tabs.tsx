import Link from "next/link";
import type { ReactNode } from "react";

interface TabsProps {
  readonly label: string;
  readonly tabs: readonly TabOf[];
}

interface TabOf {
  /** A page, or a part of this one (`#part`). */
  readonly href: string;
  readonly text: ReactNode;
  readonly current?: boolean;
}

/** Links in a row to pages that belong together. */
export function Tabs({ label, tabs }: TabsProps) {
  return (
    <nav className="mb-6 border-b border-border" aria-label={label}>
      <ul className="flex flex-wrap gap-x-6">
        {tabs.map(({ href, text, current }) => (
          <li key={href}>
            <Link
              className="-mb-px flex min-h-10 items-center gap-1.5 border-b-2 border-transparent text-muted no-underline hover:text-text aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-text forced-colors:aria-[current]:outline forced-colors:aria-[current]:outline-[Highlight]"
              href={href}
              prefetch={false}
              aria-current={current ? "page" : undefined}
            >
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
