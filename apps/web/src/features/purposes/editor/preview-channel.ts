"use client";

import { useEffect, useRef } from "react";
import { useDraft } from "./EditorContext";

/** What a preview says once it listens. */
const ready = "ready";

/** Typing faster than this is not followed letter by letter. In milliseconds. */
const pause = 150;

/** A channel has one origin, ours, so there is no other one to name: https://html.spec.whatwg.org/#broadcasting-to-other-browsing-contexts */
function open(editor: string, heard: (said: unknown) => void): { say: (text: unknown) => void; close: () => void } {
  const channel = new BroadcastChannel(`assent-preview-${editor}`);
  channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => heard(data));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- That is for windows.
  return { say: (text) => channel.postMessage(text), close: () => channel.close() };
}

/** Tells every preview of this editor, in its frame or in a tab of its own, what stands in it. */
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

/** Calls `draw` with what stands in the editor, now and whenever it changes. Only pages of ours can say anything here. */
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
