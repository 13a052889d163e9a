"use client";

import { unstable_isUnrecognizedActionError as isUnrecognized } from "next/navigation";

// A page that was opened before an update can post a form whose action no longer exists. Next then puts an error in the
// place of the page, and what was typed would be lost with it.

let posted: FormData | null = null;

if (typeof document !== "undefined") {
  document.addEventListener(
    "submit",
    ({ target, submitter }) => {
      if (target instanceof HTMLFormElement) posted = new FormData(target, submitter);
    },
    true,
  );
}

/**
 * Posts the form once more, as without a script, so that the server answers with the page that says what happened and has
 * what was typed: platform/stale-form.ts. Any other error is left to the page.
 */
export function postOldForm(error: Error): void {
  if (!isUnrecognized(error) || posted === null) return;
  // No build has this action. The real one may exist behind the same address, on an instance with another build.
  post([...posted].filter(([name]) => !isAction(name)).concat([[`$ACTION_ID_${"0".repeat(40)}`, ""]]));
}

/**
 * Posts the last form once more, as without a script, to the action that it names. Only for a form that may arrive twice.
 * Without such a form it does nothing.
 */
export function postFormAgain(): void {
  if (posted !== null && [...posted.keys()].some(isAction)) post([...posted]);
}

const isAction = (name: string): boolean => name.startsWith("$ACTION");

function post(fields: readonly (readonly [string, FormDataEntryValue])[]): void {
  const form = document.createElement("form");
  Object.assign(form, { method: "post", enctype: "multipart/form-data", action: location.href, hidden: true });
  for (const [name, value] of fields) if (typeof value === "string") add(form, name, value);
  document.body.append(form);
  form.submit();
}

function add(form: HTMLFormElement, name: string, value: string): void {
  const field = document.createElement("textarea");
  Object.assign(field, { name, value });
  form.append(field);
}
