"use client";

import { useEffect, useRef } from "react";

/**
 * Lets the form around it be sent once. The server takes a second submission for what it is, a request that has ended;
 * somebody who pressed twice should not see that. Without JavaScript it does nothing.
 */
export function SubmitOnce() {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const form = place.current?.closest("form");
    if (!form) return;
    let sent = false;
    const once = (event: Event) => {
      if (sent) event.preventDefault();
      sent = true;
    };
    // A page that comes back from the browser's memory may be sent again.
    const again = () => {
      sent = false;
    };
    form.addEventListener("submit", once);
    window.addEventListener("pageshow", again);
    return () => {
      form.removeEventListener("submit", once);
      window.removeEventListener("pageshow", again);
    };
  }, []);
  return <span ref={place} hidden />;
}
