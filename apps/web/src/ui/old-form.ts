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
  const form = document.createElement("form");
  Object.assign(form, { method: "post", enctype: "multipart/form-data", action: location.href, hidden: true });
  for (const [name, value] of posted)
    if (typeof value === "string" && !name.startsWith("$ACTION")) add(form, name, value);
  // No build has this action. The real one may exist behind the same address, on an instance with another build.
  add(form, `$ACTION_ID_${"0".repeat(40)}`, "");
  document.body.append(form);
  form.submit();
}

function add(form: HTMLFormElement, name: string, value: string): void {
  const field = document.createElement("textarea");
  Object.assign(field, { name, value });
  form.append(field);
}
