"use client";

import { useEffect, useState, useSyncExternalStore } from "react";

interface ExpiryNoteProps {
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** Says until when the details are held, in UTC. Without JavaScript it is the only sentence. */
  readonly sentence: string;
  /** The same sentence with `{time}`, for the time of the reader's own clock. */
  readonly localSentence: string;
  /** BCP 47: how the time is written. */
  readonly language: string;
  readonly soon: string;
  readonly over: string;
  /** Null if no more time can be given. */
  readonly moreTime: string | null;
}

const warnBefore = 2 * 60_000;

/**
 * Says until when the request lasts, without a countdown, and announces when it is nearly over and when it has ended.
 * The button for more time is always there (WCAG 2.2, success criterion 2.2.1).
 */
export function ExpiryNote({ expiresAt, sentence, localSentence, language, soon, over, moreTime }: ExpiryNoteProps) {
  const [phase, setPhase] = useState<"running" | "soon" | "over">("running");
  // The server does not know the reader's time zone, so the local time appears after hydration.
  const until = useSyncExternalStore(
    never,
    () => localSentence.replace("{time}", localTime(expiresAt, language)),
    () => sentence,
  );
  useEffect(() => {
    const left = expiresAt - Date.now();
    const timers = [
      setTimeout(() => setPhase("soon"), Math.max(0, left - warnBefore)),
      setTimeout(() => setPhase("over"), Math.max(0, left)),
    ];
    return () => timers.forEach(clearTimeout);
  }, [expiresAt]);
  const isOver = phase === "over";
  return (
    <div>
      {!isOver && <span>{until} </span>}
      <span role="status">{isOver ? over : phase === "soon" ? soon : ""}</span>{" "}
      {moreTime && !isOver && (
        <button
          className="min-h-11 cursor-pointer text-accent underline decoration-1 underline-offset-[0.2em] hover:text-accent-hover"
          type="submit"
          name="intent"
          value="more-time"
        >
          {moreTime}
        </button>
      )}
    </div>
  );
}

const never = () => () => {};

const localTime = (at: number, language: string): string =>
  new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" }).format(at);
