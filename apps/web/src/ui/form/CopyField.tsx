"use client";

import { useState } from "react";
import { Icon } from "../Icon";
import { useHydrated } from "./use-hydrated";

interface CopyFieldProps {
  readonly name: string;
  readonly value: string;
  readonly words: Readonly<Record<"label" | "hint" | "copy" | "copied", string>>;
}

/** An address to copy, with a button if scripts run. */
export function CopyField({ name, value, words }: CopyFieldProps) {
  const hydrated = useHydrated();
  const [copied, setCopied] = useState<string | null>(null);
  const copy = () => {
    navigator.clipboard.writeText(value).then(
      () => setCopied(value),
      () => setCopied(null),
    );
  };
  return (
    <div className="field">
      <div className="field-label">
        <label htmlFor={name}>{words.label}</label>
      </div>
      <div className="flex flex-wrap gap-2">
        <input
          className="input mono flex-[1_1_16rem] bg-sunken"
          id={name}
          value={value}
          readOnly
          aria-describedby={`${name}-hint`}
          onFocus={(event) => event.currentTarget.select()}
        />
        {hydrated && (
          <button className="button" type="button" onClick={copy}>
            <Icon name={copied === value ? "check" : "copy"} small />
            {copied === value ? words.copied : words.copy}
          </button>
        )}
      </div>
      <p className="hint" id={`${name}-hint`} role={copied === value ? "status" : undefined}>
        {words.hint}
      </p>
    </div>
  );
}
