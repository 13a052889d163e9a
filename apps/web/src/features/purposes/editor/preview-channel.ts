"use client";

import { useEffect, useRef } from "react";
import { useDraft } from "./EditorContext";

/** The message of a preview that is ready. */
const ready = "ready";

/** Milliseconds without a key press before the preview is updated. */
const pause = 150;

/**
 * A channel is limited to our origin, so no origin needs to be named:
 * https://html.spec.whatwg.org/#broadcasting-to-other-browsing-contexts
 */
function open(editor: string, heard: (said: unknown) => void): { say: (text: unknown) => void; close: () => void } {
  const channel = new BroadcastChannel(`assent-preview-${editor}`);
  channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => heard(data));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- That is for windows.
  return { say: (text) => channel.postMessage(text), close: () => channel.close() };
}

/** Sends the content of the editor to each of its previews, in the frame or in a separate tab. */
export function useTellPreviews(editor: string): void {
  const draft = useDraft();
  const newest = useRef(draft);
  const channel = useRef<ReturnType<typeof open> | null>(null);
  useEffect(() => {
    const opened = open(editor, (said) => {
      if (said === ready) opened.say(newest.current);
    });
    channel.current = opened;
    return opened.close;
  }, [editor]);
  useEffect(() => {
    newest.current = draft;
    const timer = setTimeout(() => channel.current?.say(draft), pause);
    return () => clearTimeout(timer);
  }, [draft]);
}

/** Calls `draw` with the content of the editor, now and after each change. Only our pages can send messages here. */
export function useHearEditor(editor: string, draw: (draft: unknown) => void): void {
  useEffect(() => {
    if (editor === "") return undefined;
    const opened = open(editor, (said) => {
      if (typeof said === "object") draw(said);
    });
    opened.say(ready);
    return opened.close;
  }, [editor, draw]);
}
