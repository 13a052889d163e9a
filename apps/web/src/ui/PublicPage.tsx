import type { ReactNode } from "react";

interface PublicPageProps {
  readonly bar: ReactNode;
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}

const column = "mx-auto w-full max-w-page px-4 sm:px-8";

/** Bar, main part and foot, one below the other, as high as the window. Only the main part is printed. */
export function PublicPage({ bar, foot, children }: PublicPageProps) {
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr_auto] print:block">
      <header
        className={`${column} flex min-h-16 flex-wrap items-center justify-between gap-x-4 lg:min-h-20 print:hidden`}
      >
        {bar}
      </header>
      <main className={`${column} pt-4 pb-12 lg:pt-6 lg:pb-18 print:max-w-none print:p-0`} id="main">
        {children}
      </main>
      {foot && (
        <footer
          className={`${column} flex flex-wrap items-center justify-between gap-x-6 pt-4 pb-6 text-14 text-muted print:hidden`}
        >
          {foot}
        </footer>
      )}
    </div>
  );
}

/** The name of the organisation beside its mark, as a link home. */
export function HomeLink({ children }: { readonly children: ReactNode }) {
  return (
    <a
      className="inline-flex min-h-11 items-center gap-2.5 text-18/6 font-semibold tracking-[-0.015em] text-text no-underline hover:text-text"
      href="/"
    >
      {children}
    </a>
  );
}
