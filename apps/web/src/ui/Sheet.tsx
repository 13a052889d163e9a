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
      <h2 className="part-title">{title}</h2>
      {text && <p className="part-text">{text}</p>}
      {children}
    </div>
  );
}

/** A quiet line at the end of a sheet. */
export function QuietSection({ icon, children }: { readonly icon: IconName; readonly children: ReactNode }) {
  return (
    <div className="sheet-part sheet-part-quiet">
      <p className="also">
        <Icon name={icon} />
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
    <dl className="facts">
      {facts.map(({ name, text }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
