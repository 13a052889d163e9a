"use client";

import type { ReactNode } from "react";
import { useField } from "./AdminForm";

interface ChoicesProps {
  readonly legend: string;
  /** Ids of the elements that describe it. */
  readonly describedBy?: string | undefined;
  readonly children: ReactNode;
}

/** Choices that belong together. The text above them shows it; the legend is for screen readers. */
export function Choices({ legend, describedBy, children }: ChoicesProps) {
  return (
    <fieldset className="[&>div+div]:mt-1" aria-describedby={describedBy}>
      <legend className="sr-only">{legend}</legend>
      {children}
    </fieldset>
  );
}

interface ChoiceProps {
  readonly type: "radio" | "checkbox";
  readonly id?: string | undefined;
  readonly name: string;
  /** Of a radio button; a box is "on". */
  readonly value?: string;
  readonly text: string;
  /** A warning that is shown once it is chosen. */
  readonly warning?: string | null;
}

const checkLabel = "inline-flex min-h-8 cursor-pointer items-start gap-2 py-1.5";

/** One radio button or box with its label. */
export function Choice({ type, id, name, value = "on", text, warning = null }: ChoiceProps) {
  const { value: opened, register } = useField(name);
  return (
    <div className="choice">
      <label className={checkLabel}>
        <input
          className={type === "checkbox" ? "box" : "size-5 flex-none accent-accent"}
          type={type}
          {...register}
          id={id}
          value={value}
          defaultChecked={opened === value}
          aria-describedby={warning ? `${name}-warning` : undefined}
        />
        <span>{text}</span>
      </label>
      {warning && (
        <p className="hint choice-warning" id={`${name}-warning`}>
          {warning}
        </p>
      )}
    </div>
  );
}
