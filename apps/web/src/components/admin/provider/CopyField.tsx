"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Icon } from "@/components/Icon";
import { useHydrated } from "../purpose-editor/use-hydrated";

interface CopyFieldProps {
  readonly name: "redirectUri" | "keySet" | "backChannel";
  readonly value: string;
}

/** An address to register at the provider, and a button that takes it along where a script can. */
export function CopyField({ name, value }: CopyFieldProps) {
  const t = useTranslations("identity-providers.connection");
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
        <label htmlFor={name}>{t(name)}</label>
      </div>
      <div className="copy">
        <input
          className="input mono"
          id={name}
          value={value}
          readOnly
          aria-describedby={`${name}-hint`}
          onFocus={(event) => event.currentTarget.select()}
        />
        {hydrated && (
          <button className="button" type="button" onClick={copy}>
            <Icon name={copied === value ? "check" : "copy"} small />
            {t(copied === value ? "copied" : "copy")}
          </button>
        )}
      </div>
      <p className="hint" id={`${name}-hint`} role={copied === value ? "status" : undefined}>
        {t(`${name}Hint`)}
      </p>
    </div>
  );
}
