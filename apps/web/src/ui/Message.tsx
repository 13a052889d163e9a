import type { ReactNode } from "react";
import { Icon } from "./Icon";

interface MessageProps {
  readonly tone?: "success" | "warning";
  /** `status` is read out when it appears. */
  readonly role?: "status" | "alert";
  readonly title?: string;
  readonly children?: ReactNode;
}

/** A message above the heading of a page. */
export function Message({ tone, role = "status", title, children }: MessageProps) {
  const icon = tone === "success" ? "check" : tone === "warning" ? "alert" : "info";
  return (
    <div className={`span notice${tone ? ` notice-${tone}` : ""}`} role={role}>
      <Icon name={icon} />
      <div>
        {title && <strong>{title}</strong>}
        {children}
      </div>
    </div>
  );
}
