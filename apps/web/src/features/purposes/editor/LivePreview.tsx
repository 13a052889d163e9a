"use client";

import { type ReactNode, startTransition, useCallback, useEffect, useRef, useState } from "react";
import { useHearEditor } from "./preview-channel";

type Drawn = { readonly ok: true; readonly value: ReactNode } | { readonly ok: false };

interface LivePreviewProps {
  /** The id of the editor to follow; "" for none. */
  readonly editor: string;
  /** Renders what was typed on the server, with its rules and in the language of the preview. */
  readonly draw: (draft: unknown) => Promise<Drawn>;
  /** The message if it cannot be rendered. */
  readonly failed: string;
  /** The stored text, which is shown until the editor sends something, and without JavaScript. */
  readonly children: ReactNode;
}

/** The consent screen in its frame, rendered again as the administrator types. */
export function LivePreview({ editor, draw, failed, children }: LivePreviewProps) {
  const [screen, setScreen] = useState<{ readonly node: ReactNode; readonly fails: boolean } | null>(null);
  const waiting = useRef<{ readonly draft: unknown } | null>(null);
  const busy = useRef(false);
  const follow = useCallback(
    (draft: unknown) => {
      waiting.current = { draft };
      if (!busy.current) void drawWaiting();
      // One at a time; of several waiting ones only the newest.
      async function drawWaiting() {
        busy.current = true;
        while (waiting.current) {
          const next = waiting.current.draft;
          waiting.current = null;
          const drawn = await draw(next).catch((): Drawn => ({ ok: false }));
          startTransition(() =>
            setScreen((shown) => (drawn.ok ? { node: drawn.value, fails: false } : { node: shown?.node, fails: true })),
          );
        }
        busy.current = false;
      }
    },
    [draw],
  );
  useHearEditor(editor, follow);
  useEffect(showPurpose, []);
  return (
    <>
      {screen?.fails && (
        <p className="bg-warning-soft px-4 py-2 text-14 text-warning" role="status" lang="en" dir="ltr">
          {failed}
        </p>
      )}
      {screen?.node ?? children}
    </>
  );
}

/**
 * Scrolls the purpose, or the summary of problems above it, to the top of the frame: on a phone it is below the
 * introduction.
 */
function showPurpose(): void {
  const sheet = document.querySelector(".summary, .sheet");
  if (sheet) window.scrollTo({ top: window.scrollY + sheet.getBoundingClientRect().top - 16 });
}
