import type { ReactNode } from "react";

/** A word or two after the text of a cell, such as "mandatory". */
export function Remark({ children }: { readonly children: ReactNode }) {
  return <span className="text-12 whitespace-nowrap text-muted before:content-['·_']">{children}</span>;
}
