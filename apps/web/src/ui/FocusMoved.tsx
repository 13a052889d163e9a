"use client";

import { useEffect } from "react";

interface FocusMovedProps {
  /** The ids of buttons; the first that can take the focus gets it. */
  readonly buttons: readonly string[];
}

/** Returns the focus to the button that moved a row, so that it can be pressed again. */
export function FocusMoved({ buttons }: FocusMovedProps) {
  useEffect(() => {
    for (const id of buttons) {
      const button = document.getElementById(id);
      if (!(button instanceof HTMLButtonElement) || button.disabled) continue;
      button.focus();
      return;
    }
  });
  return null;
}
