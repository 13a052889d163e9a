import type { ReactNode } from "react";

/** The buttons at the end of a form. They stay in view if the form is longer than the window. */
export function FootRow({ children }: { readonly children: ReactNode }) {
  return (
    <div className="sticky bottom-0 mt-6 flex flex-wrap items-center gap-2 border-t border-border bg-bg py-3">
      {children}
    </div>
  );
}
