"use client";

import { useSyncExternalStore } from "react";

interface LinkFormProps {
  readonly action: (data: FormData) => Promise<void>;
  readonly words: Readonly<Record<"label" | "hint" | "go", string>>;
}

/** The token of the address, which stays when the address moves on to another part of the page. */
let given = "";

function readAddress(): string {
  const [token] = /^[\w-]{32}$/.exec(window.location.hash.slice(1)) ?? [];
  given = token ?? given;
  return given;
}

function onChange(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}

/** So that the link does not stay in the history of a shared browser. */
function forgetAddress(): void {
  const { pathname, search } = window.location;
  window.history.replaceState(window.history.state, "", pathname + search);
}

/**
 * Posts the token of a one-time link, which is behind the # of the address. Without a script no page can read it there,
 * so people paste it.
 */
export function LinkForm({ action, words }: LinkFormProps) {
  const token = useSyncExternalStore(onChange, readAddress, () => "");
  return (
    <form className="mt-4" action={action} onSubmit={forgetAddress}>
      {token ? (
        <input type="hidden" name="link" value={token} />
      ) : (
        <div className="field mb-4">
          <div className="field-label">
            <label htmlFor="link">{words.label}</label>
          </div>
          <p className="hint" id="link-hint">
            {words.hint}
          </p>
          <input
            className="input mono"
            id="link"
            name="link"
            required
            maxLength={2000}
            autoComplete="off"
            spellCheck={false}
            aria-describedby="link-hint"
          />
        </div>
      )}
      <button className="button" type="submit">
        {words.go}
      </button>
    </form>
  );
}
