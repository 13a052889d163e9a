import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon";

interface SheetSectionProps {
  readonly title: string;
  readonly text?: ReactNode;
  readonly children?: ReactNode;
}

/** One section of a sheet. */
export function SheetSection({ title, text, children }: SheetSectionProps) {
  return (
    <div className="sheet-part">
      <h2 className="text-22 tracking-22">{title}</h2>
      {text && <p className="mt-1 max-w-text text-muted">{text}</p>}
      {children}
    </div>
  );
}

/** A muted line at the end of a sheet. */
export function QuietSection({ icon, children }: { readonly icon: IconName; readonly children: ReactNode }) {
  return (
    <div className="sheet-part py-5 sm:py-6">
      <p className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-4 text-14 text-muted [&_strong]:font-medium [&_strong]:text-text">
        <Icon name={icon} className="mx-0.5" />
        <span>{children}</span>
      </p>
    </div>
  );
}

/** Facts as question and answer. */
export function FactList({
  facts,
}: {
  readonly facts: readonly { readonly name: string; readonly text: ReactNode }[];
}) {
  return (
    <dl className="mt-3">
      {facts.map(({ name, text }) => (
        <div
          key={name}
          className="border-t border-border py-3 last:pb-0 @roomy/sheet:grid @roomy/sheet:grid-cols-[10rem_minmax(0,1fr)] @roomy/sheet:gap-x-4"
        >
          <dt className="font-medium">{name}</dt>
          <dd className="wrap-anywhere text-muted">{text}</dd>
        </div>
      ))}
    </dl>
  );
}
