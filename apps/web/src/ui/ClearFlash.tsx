"use client";

import { useEffect } from "react";

/**
 * Removes the cookie of a flash message, so that the message does not come back with the page. Without JavaScript the
 * cookie expires.
 */
export function ClearFlash({ cookie }: { readonly cookie: string }) {
  useEffect(() => {
    document.cookie = `${cookie}=; path=/admin; max-age=0; samesite=lax`;
  }, [cookie]);
  return null;
}
