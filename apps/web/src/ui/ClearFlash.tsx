"use client";

import { useEffect } from "react";

/** A note is shown once: coming back to the page must not repeat it. Without JavaScript its cookie ends by itself. */
export function ClearFlash({ cookie }: { readonly cookie: string }) {
  useEffect(() => {
    document.cookie = `${cookie}=; path=/admin; max-age=0; samesite=lax`;
  }, [cookie]);
  return null;
}
