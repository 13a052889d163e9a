import type { ReactNode } from "react";
import { Icon } from "./Icon";

interface MessageProps {
  readonly tone?: "success" | "warning";
  /** `status` is announced when it appears. */
  readonly role?: "status" | "alert";
  readonly title?: string;
  readonly children?: ReactNode;
}

const looks = {
  success: { icon: "check", ground: "bg-success-soft", ink: "text-success" },
  warning: { icon: "alert", ground: "bg-warning-soft", ink: "text-warning" },
  neutral: { icon: "info", ground: "bg-accent-soft", ink: "" },
} as const;

/** A message above the heading of a page. */
export function Message({ tone, role = "status", title, children }: MessageProps) {
  const { icon, ground, ink } = looks[tone ?? "neutral"];
  return (
    <div
      className={`grid grid-cols-[1.25rem_minmax(0,1fr)] gap-x-3 rounded-6 p-4 lg:col-span-full forced-colors:border ${ground}`}
      role={role}
    >
      <Icon name={icon} className={`mt-0.5 ${ink}`} />
      <div>
        {title && <strong className={`block font-semibold ${ink}`}>{title}</strong>}
        {children}
      </div>
    </div>
  );
}
