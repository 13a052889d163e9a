import type { ReactNode } from "react";
import { Wordmark } from "./Wordmark";

interface AdminShellProps {
  readonly organisation: string;
  /** Around the wordmark, such as a link to the start. */
  readonly home?: (wordmark: ReactNode) => ReactNode;
  /** Below the wordmark: the pages, and who is signed in. */
  readonly side: ReactNode;
  readonly children: ReactNode;
}

/** Side and work area of the administration. On a phone the side is a bar of two lines above the work. */
export function AdminShell({ organisation, home = (wordmark) => wordmark, side, children }: AdminShellProps) {
  return (
    <div className="admin grid min-h-screen grid-cols-[minmax(0,1fr)] text-14 max-lg:grid-rows-[auto_1fr] lg:grid-cols-[14.5rem_minmax(0,1fr)]">
      <header className="border-border bg-surface px-4 max-lg:grid max-lg:grid-cols-[minmax(0,1fr)_auto] max-lg:items-center max-lg:gap-x-4 max-lg:border-b max-lg:pt-2 lg:sticky lg:top-0 lg:flex lg:h-screen lg:flex-col lg:overflow-auto lg:border-e lg:py-4">
        <div className="flex items-center gap-4 lg:justify-between lg:gap-2 lg:px-2">
          {home(<Wordmark />)}
          <span className="text-12 text-muted">{organisation}</span>
        </div>
        {side}
      </header>
      <main className="work relative min-w-0 px-4 pt-6 pb-12 lg:px-10 lg:pb-18" id="main">
        <div className="@container/work mx-auto max-w-page">{children}</div>
      </main>
    </div>
  );
}

/** The list on the side: pages, or the steps of the set-up. */
export function SideNav({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <nav
      className="max-lg:col-span-full max-lg:-mx-4 max-lg:flex max-lg:gap-1 max-lg:overflow-x-auto max-lg:px-2 max-[30rem]:justify-between lg:mt-4"
      aria-label={label}
    >
      {children}
    </nav>
  );
}

/** One place on the side; on a phone its words have no picture. */
export const sideEntry =
  "relative flex min-h-11 items-center gap-1.5 whitespace-nowrap px-2 text-muted aria-[current]:font-medium aria-[current]:text-text max-[30rem]:[&_.icon]:hidden lg:min-h-8 lg:gap-2.5 lg:whitespace-normal";

/** The same as a link. A bar marks the current one: beside it, and below it on a phone. */
export const sideLink = `${sideEntry} rounded-4 no-underline hover:text-text lg:hover:bg-fill lg:aria-[current]:bg-fill aria-[current]:before:absolute aria-[current]:before:bg-accent max-lg:aria-[current]:before:inset-x-2 max-lg:aria-[current]:before:bottom-0 max-lg:aria-[current]:before:h-[3px] lg:aria-[current]:before:inset-y-2 lg:aria-[current]:before:-start-4 lg:aria-[current]:before:w-[3px] forced-colors:aria-[current]:outline forced-colors:aria-[current]:outline-[Highlight]`;
