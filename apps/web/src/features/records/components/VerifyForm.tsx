"use client";

import { useLocale, useTranslations } from "next-intl";
import { useActionState, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Icon } from "@/ui/Icon";
import { More } from "@/ui/More";
import { FactList } from "@/ui/Sheet";
import { checkAnswer } from "../offline/check-answer";
import { checkReceipt } from "../offline/receipt-check";

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
  /** The public keys, for a check that sends nothing. */
  readonly published: { readonly keys: string; readonly verifierKeys: string; readonly authorities: string };
}

/**
 * A form that verifies a signed receipt. Without JavaScript the server does; with it the browser can too, and then
 * nothing is sent.
 */
export function VerifyForm({ action, published }: VerifyFormProps) {
  const t = useTranslations("verify");
  const language = useLocale();
  const [{ answer, attempt }, dispatch, running] = useActionState(action, { attempt: 0, answer: null });
  const [own, setOwn] = useState<VerifyState & { after: number }>({ attempt: 0, answer: null, after: 0 });
  const form = useRef<HTMLFormElement>(null);
  const token = useRef<HTMLInputElement>(null);
  const hasScript = useSyncExternalStore(nothingChanges, inBrowser, onServer);
  const check = async () => {
    if (!form.current?.reportValidity()) return;
    const data = new FormData(form.current);
    const text = (name: string) => {
      const typed = data.get(name);
      return typeof typed === "string" ? typed : "";
    };
    const found = await checkReceipt({
      receipt: text("receipt"),
      proof: text("proof"),
      keys: text("keys").trim() || published.keys,
      verifierKeys: text("verifierKeys").trim() || published.verifierKeys,
      checkpoint: text("checkpoint"),
      timestamp: await bytesOf(token.current?.files?.[0]),
      authorities: text("authorities").trim() || published.authorities,
    });
    setOwn(({ attempt: last }) => ({ attempt: last + 1, answer: checkAnswer(found, t, language), after: attempt }));
  };
  // The later of the two answers.
  const isOwn = own.answer !== null && own.after === attempt;
  const shown = isOwn ? own.answer : answer;
  return (
    <>
      {shown && <Answer key={`${attempt} ${isOwn ? own.attempt : 0}`} answer={shown} />}
      <form className="sheet-part" action={dispatch} ref={form}>
        <Text name="receipt" label={t("label")} hint={t("hint")} rows={8} required large />
        <Text name="proof" label={t("offline.proof")} hint={t("offline.proofHint")} rows={4} />
        <div className="mt-4 flex flex-wrap gap-3">
          <button className="button" type="submit" aria-disabled={running}>
            {t("go")}
          </button>
          {hasScript && (
            <button className="button" type="button" onClick={() => void check()} aria-describedby="check-hint">
              {t("offline.go")}
            </button>
          )}
        </div>
        {hasScript && (
          <>
            <p className="mt-3 max-w-text text-muted" id="check-hint">
              {t("offline.goHint")}
            </p>
            <More summary={t("offline.kept")}>
              <Text name="keys" label={t("offline.keys")} rows={3} />
              <Text name="verifierKeys" label={t("offline.verifierKeys")} rows={3} />
              <Text name="checkpoint" label={t("offline.checkpoint")} rows={5} />
              <div className="mt-4">
                <label className="font-medium" htmlFor="timestamp">
                  {t("offline.token")}
                </label>
                <p className="mt-1 max-w-text text-muted" id="timestamp-hint">
                  {t("offline.tokenHint")}
                </p>
                {/* Without a name: it is not sent. */}
                <input
                  className="mt-3 block w-full"
                  type="file"
                  id="timestamp"
                  ref={token}
                  aria-describedby="timestamp-hint"
                />
              </div>
              <Text name="authorities" label={t("offline.authorities")} rows={3} />
            </More>
          </>
        )}
      </form>
    </>
  );
}

/** Of a chosen file; null if none was. */
async function bytesOf(chosen: File | undefined): Promise<Uint8Array | null> {
  return chosen ? new Uint8Array(await chosen.arrayBuffer()) : null;
}

// The server, and the browser until its script runs, draw no button that needs one.
const nothingChanges = () => () => undefined;
const inBrowser = () => true;
const onServer = () => false;

interface TextProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly rows: number;
  readonly required?: boolean;
  readonly large?: boolean;
}

function Text({ name, label, hint, rows, required = false, large = false }: TextProps) {
  return (
    <div className={large ? "" : "mt-4"}>
      <label className={large ? "text-22 tracking-22" : "font-medium"} htmlFor={name}>
        {label}
      </label>
      {hint && (
        <p className="mt-1 max-w-text text-muted" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <textarea
        className="mt-3 w-full resize-y rounded-6 border border-control bg-surface p-3 wrap-anywhere mono"
        dir="ltr"
        id={name}
        name={name}
        rows={rows}
        required={required}
        spellCheck={false}
        autoComplete="off"
        aria-describedby={hint ? `${name}-hint` : undefined}
      />
    </div>
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
