"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Icon } from "@/components/Icon";
import { useHydrated } from "../purpose-editor/use-hydrated";

/** The address to register at the provider, and a button that takes it along where a script can. */
export function RedirectUri({ uri }: { readonly uri: string }) {
  const t = useTranslations("identity-providers.connection");
  const hydrated = useHydrated();
  const [copied, setCopied] = useState<string | null>(null);
  const copy = () => {
    navigator.clipboard.writeText(uri).then(
      () => setCopied(uri),
      () => setCopied(null),
    );
  };
  return (
    <div className="field">
      <div className="field-label">
        <label htmlFor="redirectUri">{t("redirectUri")}</label>
      </div>
      <div className="copy">
        <input
          className="input mono"
          id="redirectUri"
          value={uri}
          readOnly
          aria-describedby="redirectUri-hint"
          onFocus={(event) => event.currentTarget.select()}
        />
        {hydrated && (
          <button className="button" type="button" onClick={copy}>
            <Icon name={copied === uri ? "check" : "copy"} small />
            {t(copied === uri ? "copied" : "copy")}
          </button>
        )}
      </div>
      <p className="hint" id="redirectUri-hint" role={copied === uri ? "status" : undefined}>
        {t("redirectUriHint")}
      </p>
    </div>
  );
}
