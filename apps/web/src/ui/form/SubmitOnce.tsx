"use client";

import { useEffect, useRef } from "react";

/**
 * Lets the form around it be sent only once. The server answers a second submission with "this request has ended",
 * which a person who presses twice should not see. Without JavaScript it does nothing.
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
    // A page that the browser restores from memory can be sent again.
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
