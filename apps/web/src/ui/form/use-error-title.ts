"use client";

import { useEffect } from "react";

/**
 * Begins the title of the page with "Error", for screen readers. `template` has {title} in it.
 * https://www.w3.org/WAI/WCAG22/Techniques/general/G199
 */
export function useErrorTitle(wrong: boolean, template: string): void {
  useEffect(() => {
    if (!wrong) return;
    const before = document.title;
    document.title = template.replace("{title}", () => before);
    return () => {
      document.title = before;
    };
  }, [wrong, template]);
}
