"use client";

import { useActionState, useEffect, useRef } from "react";
import { Icon } from "@/ui/Icon";
import { FactList } from "@/ui/Sheet";

export interface VerifyAnswer {
  readonly tone: "good" | "doubt" | "bad";
  readonly title: string;
  readonly text?: string;
  readonly facts: readonly { readonly name: string; readonly text: string }[];
}

export interface VerifyState {
  readonly attempt: number;
  readonly answer: VerifyAnswer | null;
}

interface VerifyFormProps {
  readonly action: (state: VerifyState, data: FormData) => Promise<VerifyState>;
  readonly words: { readonly label: string; readonly hint: string; readonly go: string };
}

/** A form that verifies a signed receipt; works without JavaScript. */
export function VerifyForm({ action, words }: VerifyFormProps) {
  const [{ answer, attempt }, dispatch, running] = useActionState(action, { attempt: 0, answer: null });
  return (
    <>
      {answer && <Answer key={attempt} answer={answer} />}
      <form className="sheet-part" action={dispatch}>
        <label className="text-22 tracking-22" htmlFor="receipt">
          {words.label}
        </label>
        <p className="mt-1 max-w-text text-muted" id="receipt-hint">
          {words.hint}
        </p>
        <textarea
          className="mt-3 w-full resize-y rounded-6 border border-control bg-surface p-3 wrap-anywhere mono"
          id="receipt"
          name="receipt"
          rows={8}
          required
          spellCheck={false}
          autoComplete="off"
          aria-describedby="receipt-hint"
        />
        <div className="mt-4 flex flex-wrap gap-3">
          <button className="button" type="submit" aria-disabled={running}>
            {words.go}
          </button>
        </div>
      </form>
    </>
  );
}

const icons = { good: "check", doubt: "info", bad: "alert" } as const;

/** The answer takes the focus, because it is above the button. */
function Answer({ answer: { tone, title, text, facts } }: { readonly answer: VerifyAnswer }) {
  const element = useRef<HTMLElement>(null);
  useEffect(() => element.current?.focus(), []);
  return (
    <section className="sheet-part" ref={element} role="status" tabIndex={-1} aria-labelledby="answer-title">
      <h2 className="text-22 tracking-22 flex items-center gap-2" id="answer-title">
        <Icon name={icons[tone]} tone={tone === "good" ? "success" : tone === "bad" ? "danger" : "warning"} />
        {title}
      </h2>
      {text && <p className="mt-1 max-w-text text-muted">{text}</p>}
      {facts.length > 0 && <FactList facts={facts} />}
    </section>
  );
}
