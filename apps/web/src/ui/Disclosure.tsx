import type { ReactNode } from "react";
import { Icon } from "./Icon";

interface DisclosureProps {
  readonly title: string;
  /** What it is set to, to be read while it is closed. */
  readonly state: ReactNode;
  readonly open?: boolean;
  readonly children: ReactNode;
}

/** A section that says its setting while it is closed. */
export function Disclosure({ title, state, open = false, children }: DisclosureProps) {
  return (
    <details className="fold" open={open}>
      <summary>
        <Icon name="fold" />
        <b>{title}</b>
        <span>{state}</span>
      </summary>
      <div className="fold-body">{children}</div>
    </details>
  );
}

interface SettingRowProps {
  readonly name: string;
  readonly text: ReactNode;
  readonly children: ReactNode;
}

/** One line of a section: a setting, what it means, and its value. */
export function SettingRow({ name, text, children }: SettingRowProps) {
  return (
    <div>
      <dt>
        <b>{name}</b>
        <span>{text}</span>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
