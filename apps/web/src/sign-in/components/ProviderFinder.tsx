"use client";

import { useActionState, useEffect, useRef } from "react";
import { AttributeInput } from "@/ui/AttributeInput";
import { Icon } from "@/ui/Icon";

export interface FinderState {
  readonly attempt: number;
  /** What was typed, so that it can be corrected. */
  readonly typed: string;
  readonly found: { readonly slug: string; readonly label: string } | null;
  readonly problem: "email-missing" | "not-an-email" | "no-door" | "failed" | null;
}

interface ProviderFinderProps {
  readonly action: (state: FinderState, data: FormData) => Promise<FinderState>;
  /** The query of the address where a sign-in begins: where the person wanted to go. */
  readonly query: string;
  readonly words: Readonly<Record<"label" | "hint" | "go" | NonNullable<FinderState["problem"]>, string>>;
}

/**
 * Finds the provider that the domain of an email address leads to. With a script the sign-in begins at once. Without
 * one a link begins it, because the CSP's `form-action` stops a form from leading to another site.
 */
export function ProviderFinder({ action, query, words }: ProviderFinderProps) {
  const [state, dispatch, running] = useActionState(action, { attempt: 0, typed: "", found: null, problem: null });
  const { attempt, typed, found, problem } = state;
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (found === null) return;
    link.current?.focus();
    window.location.assign(`/sign-in/${found.slug}${query}`);
  }, [found, query]);
  const described = ["finder-hint", ...(problem ? ["finder-problem"] : [])].join(" ");
  return (
    <form className="sheet-part" action={dispatch} noValidate>
      <label className="text-22 tracking-22" htmlFor="email">
        {words.label}
      </label>
      <p className="mt-1 max-w-text text-muted" id="finder-hint">
        {words.hint}
      </p>
      {problem && (
        <p className="mt-3 flex max-w-text gap-2" id="finder-problem" role="alert">
          <Icon name="alert" tone="danger" />
          {words[problem]}
        </p>
      )}
      <p className="mt-4 flex flex-wrap gap-3">
        <AttributeInput
          attribute={{ key: "email", type: "email" }}
          id="email"
          name="email"
          // React empties the form after its action. A new field gets the typed address and the focus.
          key={attempt}
          defaultValue={typed}
          about="oneself"
          autoFocus={problem !== null}
          aria-invalid={problem ? true : undefined}
          aria-describedby={described}
        />
        <button className="button" type="submit" aria-disabled={running}>
          {words.go}
        </button>
      </p>
      {found && (
        <p className="mt-4 flex flex-wrap gap-3" role="status">
          <a className="button button-primary" href={`/sign-in/${found.slug}${query}`} ref={link}>
            {found.label}
          </a>
        </p>
      )}
    </form>
  );
}
