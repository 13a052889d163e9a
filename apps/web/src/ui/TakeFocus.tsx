"use client";

import { type ReactNode, useEffect, useRef } from "react";

interface TakeFocusProps {
  readonly role: "status" | "alert";
  readonly className: string;
  readonly children: ReactNode;
}

/**
 * What an act led to, in focus, so that it is read aloud and the next key goes on from it. Without JavaScript the
 * browser's own autofocus does it; with it, the page may be redrawn in place, so it takes the focus itself.
 */
export function TakeFocus({ role, className, children }: TakeFocusProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => element.current?.focus(), []);
  return (
    <div ref={element} className={className} role={role} tabIndex={-1} autoFocus>
      {children}
    </div>
  );
}
