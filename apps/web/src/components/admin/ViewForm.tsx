"use client";

import { type FormEvent, startTransition, useActionState, useId } from "react";
import { Icon } from "@/components/Icon";

export interface ViewState {
  readonly attempt: number;
  /** What was typed; null before anything was posted. */
  readonly typed: string | null;
  readonly problem: string | null;
}

interface ViewFormProps {
  readonly action: (state: ViewState, data: FormData) => Promise<ViewState>;
  /** What the form names. */
  readonly about: Readonly<Record<string, string>>;
  readonly name: string;
  readonly label: string;
  /** Each says what it does; the first is what Enter presses. */
  readonly buttons: readonly { readonly value: string; readonly text: string; readonly label?: string }[];
}

/** The name of a view of one's own. What was typed comes back with what is wrong with it. */
export function ViewForm({ action, about, name, label, buttons }: ViewFormProps) {
  const [{ attempt, typed, problem }, dispatch, waiting] = useActionState(action, {
    ...{ attempt: 0, typed: null, problem: null },
  });
  const id = useId();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { submitter } = event.nativeEvent as SubmitEvent;
    const data = new FormData(event.currentTarget, submitter);
    for (const key of [...data.keys()]) if (key.startsWith("$ACTION")) data.delete(key);
    if (!waiting) startTransition(() => dispatch(data));
  };
  return (
    <form className="view-form" action={dispatch} onSubmit={submit} noValidate>
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
      <div className="view-row">
        <input
          className="input"
          id={id}
          name="name"
          defaultValue={typed ?? name}
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
