import type { ReactNode } from "react";

const shapes = {
  on: "size-2 rounded-full bg-success",
  draft: "size-2 rounded-full border-[1.5px] border-muted",
  off: "w-2 border-t-[1.5px] border-muted",
  warning: "clip-triangle size-2 bg-warning",
} as const;

/** A status as shape and word, so that colour alone does not carry the meaning. */
export function Status({ shape, children }: { readonly shape: keyof typeof shapes; readonly children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-2 align-top whitespace-nowrap">
      <i className={`flex-none forced-color-adjust-none ${shapes[shape]}`} />
      {children}
    </span>
  );
}
