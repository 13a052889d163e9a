"use client";

import { useId } from "react";
import { Icon } from "@/ui/Icon";
import type { PostedForm } from "@/ui/form/form-state";
import { usePosted } from "@/ui/form/use-posted-form";

export interface ViewState {
  readonly attempt: number;
  /** What was typed; null before anything was posted. */
  readonly typed: string | null;
  readonly problem: string | null;
}

interface ViewFormProps {
  readonly action: PostedForm<ViewState>;
  /** What the form names. */
  readonly about: Readonly<Record<string, string>>;
  readonly name: string;
  readonly label: string;
  /** Each says what it does; the first is what Enter presses. */
  readonly buttons: readonly { readonly value: string; readonly text: string; readonly label?: string }[];
}

const opened: ViewState = { attempt: 0, typed: null, problem: null };

/** The name of a view of one's own. What was typed comes back with what is wrong with it. */
export function ViewForm({ action, about, name, label, buttons }: ViewFormProps) {
  const { state, form } = usePosted(action, opened);
  const { attempt, typed, problem } = state;
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
