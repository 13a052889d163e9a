"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "./Field";
import { FormFoot } from "./FormFoot";
import { FormProblems, StoredMeanwhile } from "./FormProblems";
import { type FormState, openedForm, type PostedForm } from "./form-state";
import { usePostedForm } from "./use-posted-form";
import { Panel } from "../Panel";

export interface SectionsField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** What it is a translation of, in its own language. */
  readonly original?: { readonly text: string; readonly lang: string; readonly dir: "ltr" | "rtl" };
  /** Of the text that is entered, where it is not that of the page. */
  readonly language?: { readonly lang: string; readonly dir: "ltr" | "rtl" };
  readonly optional: boolean;
  readonly kind: "line" | "lines" | "email" | "tel" | "url";
  /** Code → sentence. */
  readonly problems: Readonly<Record<string, string>>;
}

interface SectionsFormProps {
  readonly action: PostedForm<FormState>;
  /** The revision that was read, where the form has one. */
  readonly base?: number;
  readonly stored: Readonly<Record<string, string>>;
  /** Posted with the rest, and not to be seen. */
  readonly hidden?: Readonly<Record<string, string>>;
  /** Where it stands, for whoever drops what they typed. */
  readonly href: string;
  /** Where leaving without saving leads; null where there is no such place. */
  readonly cancelHref: string | null;
  /** A second button, which posts itself as `do`. */
  readonly other?: { readonly value: string; readonly text: string };
  readonly sections: readonly { readonly title: string; readonly fields: readonly SectionsField[] }[];
  readonly save: string;
  /** Code → why nothing was saved, beyond what every form says. */
  readonly failures?: Readonly<Record<string, string>>;
}

/** Typed fields in sections. Errors above and beside them, and what was typed stays; works without JavaScript. */
export function SectionsForm(props: SectionsFormProps) {
  const { action, base, stored, hidden = {}, href, cancelHref, other, sections, save, failures = {} } = props;
  const t = useTranslations("identity-providers");
  const { state, saving, dirty, form } = usePostedForm(action, openedForm);
  const [shown] = useState(state.typed ?? stored);
  const fields = sections.flatMap((section) => section.fields);
  const sentences = Object.fromEntries(
    fields.flatMap(({ name, problems }) => {
      const code = state.problems[name];
      return code === undefined ? [] : [[name, problems[code] ?? ""]];
    }),
  );
  const { conflict, typed } = state;
  return (
    <form className="max-w-form" {...form}>
      <FormProblems state={state} sentences={sentences} failures={failures} />
      {conflict && (
        <StoredMeanwhile
          href={href}
          differences={fields
            .filter(({ name }) => conflict[name] !== typed?.[name])
            .map(({ name, label }) => ({ name: label, text: conflict[name] ?? "" }))}
        />
      )}
      {base !== undefined && <input type="hidden" name="base" value={state.base ?? base} />}
      {Object.entries(hidden).map(([name, value]) => (
        <input type="hidden" name={name} value={value} key={name} />
      ))}
      {sections.map(({ title, fields: own }) => (
        <Panel key={title} title={title}>
          <div className="panel-body">
            {own.map(({ name, label, hint, original, language, optional, kind }) => (
              <Field
                key={name}
                {...{ name, label, hint, original, language, kind }}
                {...(optional ? { mark: t("optional") } : {})}
                value={shown[name] ?? ""}
                problem={sentences[name]}
              />
            ))}
          </div>
        </Panel>
      ))}
      <FormFoot {...{ save, saving, dirty, cancelHref }}>
        {other && (
          <button className="button" type="submit" name="do" value={other.value} aria-disabled={saving || undefined}>
            {other.text}
          </button>
        )}
      </FormFoot>
    </form>
  );
}
