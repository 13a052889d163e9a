"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { Icon } from "@/ui/Icon";
import { type FormFields, type FormState, openedForm, type PostedForm } from "@/ui/form/form-state";
import { usePosted } from "@/ui/form/use-admin-form";

interface ViewFormProps {
  readonly action: PostedForm<FormState>;
  /** Hidden fields of the form. */
  readonly about: FormFields;
  readonly name: string;
  readonly label: string;
  /** The buttons. Enter presses the first one. */
  readonly buttons: readonly { readonly value: string; readonly text: string; readonly label?: string }[];
  /** Code → sentence. */
  readonly problems: FormFields;
}

/** The name of a saved view. If there is a problem, what was typed comes back with it. */
export function ViewForm({ action, about, name, label, buttons, problems }: ViewFormProps) {
  const t = useTranslations("admin-form.failure");
  const { state, form } = usePosted(action, openedForm);
  const { attempt, typed, failure } = state;
  const code = state.problems["name"];
  const problem = code
    ? (problems[code] ?? t("malformed"))
    : failure && t(failure.code, { reference: failure.reference });
  const id = useId();
  return (
    <form className="grid gap-1" {...form}>
      {Object.entries(about).map(([key, value]) => (
        <input key={key} type="hidden" name={key} value={value} />
      ))}
      <label htmlFor={id}>{label}</label>
      {problem && (
        <p className="field-problem" id={`${id}-problem`} role="alert" key={attempt}>
          <Icon name="alert" />
          {problem}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <input
          className="input flex-[0_1_16rem]"
          id={id}
          name="name"
          defaultValue={typed?.["name"] ?? name}
          autoComplete="off"
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? `${id}-problem` : undefined}
        />
        {buttons.map(({ value, text, label: named }) => (
          <button className="button" type="submit" name="do" value={value} aria-label={named} key={value}>
            {text}
          </button>
        ))}
      </div>
    </form>
  );
}
