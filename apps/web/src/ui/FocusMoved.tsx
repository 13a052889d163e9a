"use client";

import { useEffect } from "react";

interface FocusMovedProps {
  /** Ids of buttons: the focus goes to the first that can take it. */
  readonly buttons: readonly string[];
}

/** A row that changes its place takes the focus from the button that moved it; it is given back, to go on pressing. */
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
