"use client";

import { type ReactNode, startTransition, useCallback, useEffect, useRef, useState } from "react";
import { useHearEditor } from "./preview-channel";

type Drawn = { readonly ok: true; readonly value: ReactNode } | { readonly ok: false };

interface LivePreviewProps {
  /** Names the editor that is followed; "" for none. */
  readonly editor: string;
  /** Draws what was typed, on the server: with its rules and in the words of the language. */
  readonly draw: (draft: unknown) => Promise<Drawn>;
  /** Said when it cannot be drawn. */
  readonly failed: string;
  /** What is stored: all there is until the editor says something, and without JavaScript. */
  readonly children: ReactNode;
}

/** The consent screen in its frame, drawn anew as somebody types. */
export function LivePreview({ editor, draw, failed, children }: LivePreviewProps) {
  const [screen, setScreen] = useState<{ readonly node: ReactNode; readonly fails: boolean } | null>(null);
  const waiting = useRef<{ readonly draft: unknown } | null>(null);
  const busy = useRef(false);
  const follow = useCallback(
    (draft: unknown) => {
      waiting.current = { draft };
      if (!busy.current) void drawWaiting();
      // One at a time, and of several that came meanwhile the newest.
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

/** What is being written, at the head of the frame: on a phone it stands below the introduction. An error stands above. */
function showPurpose(): void {
  const sheet = document.querySelector(".summary, .sheet");
  if (sheet) window.scrollTo({ top: window.scrollY + sheet.getBoundingClientRect().top - 16 });
}
