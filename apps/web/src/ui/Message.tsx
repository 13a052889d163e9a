import type { ReactNode } from "react";
import { Icon } from "./Icon";
import { TakeFocus } from "./TakeFocus";

interface MessageProps {
  readonly tone?: "success" | "warning";
  /** `status` is announced when it appears. */
  readonly role?: "status" | "alert";
  readonly title?: string;
  /** It is the result of what the person just did, so it takes the focus. */
  readonly focused?: boolean;
  readonly children?: ReactNode;
}

const looks = {
  success: { icon: "check", ground: "bg-success-soft", ink: "text-success" },
  warning: { icon: "alert", ground: "bg-warning-soft", ink: "text-warning" },
  neutral: { icon: "info", ground: "bg-accent-soft", ink: "" },
} as const;

/** A message above the heading of a page. */
export function Message({ tone, role = "status", title, focused = false, children }: MessageProps) {
  const { icon, ground, ink } = looks[tone ?? "neutral"];
  const look = `grid grid-cols-[1.25rem_minmax(0,1fr)] gap-x-3 rounded-6 p-4 lg:col-span-full forced-colors:border ${ground}`;
  const content = (
    <>
      <Icon name={icon} className={`mt-0.5 ${ink}`} />
      <div>
        {title && <strong className={`block font-semibold ${ink}`}>{title}</strong>}
        {children}
      </div>
    </>
  );
  return focused ? (
    <TakeFocus className={look} role={role}>
      {content}
    </TakeFocus>
  ) : (
    <div className={look} role={role}>
      {content}
    </div>
  );
}
