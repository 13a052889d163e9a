import type { ReactNode } from "react";
import { Icon } from "./Icon";

interface DisclosureProps {
  readonly title: string;
  /** The current value, shown while it is closed. */
  readonly state: ReactNode;
  readonly open?: boolean;
  readonly children: ReactNode;
}

/** A section that can be closed and then shows its value. */
export function Disclosure({ title, state, open = false, children }: DisclosureProps) {
  return (
    <details className="border-t border-border first:border-t-0" open={open}>
      <summary className="grid grid-cols-[1rem_minmax(0,1fr)] items-center gap-x-3 px-5 py-4 hover:bg-fill/60 focus-visible:-outline-offset-2">
        <Icon
          name="fold"
          tone="muted"
          className="row-span-2 mt-0.5 self-start transition-[rotate] [[open]>summary>&]:rotate-90 rtl:[[open]>summary>&]:-rotate-90"
        />
        <b className="font-medium">{title}</b>
        <span className="text-muted">{state}</span>
      </summary>
      <div className="ps-12 pe-5 pb-5 has-[>details]:ps-7 has-[>details]:pe-0 has-[>details]:pb-0">{children}</div>
    </details>
  );
}

interface SettingRowProps {
  readonly name: ReactNode;
  readonly text: ReactNode;
  readonly children: ReactNode;
}

/** One setting: its name, what it means, and its value. */
export function SettingRow({ name, text, children }: SettingRowProps) {
  return (
    <div className="grid gap-x-8 gap-y-1 border-t border-border py-4 @min-[44rem]/work:grid-cols-[minmax(0,1fr)_minmax(0,19rem)]">
      <dt>
        <b className="block font-medium">{name}</b>
        <span className="block text-muted [&>span]:block">{text}</span>
      </dt>
      <dd className="flex flex-wrap items-center gap-x-4 gap-y-2 [&_.pick]:w-64 [&_.pick]:max-w-full">{children}</dd>
    </div>
  );
}
