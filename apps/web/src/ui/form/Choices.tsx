import type { ReactNode } from "react";

interface ChoicesProps {
  readonly legend: string;
  /** Seen, where nothing above says it to the eye. */
  readonly shown?: boolean;
  /** Of what describes it, by id. */
  readonly describedBy?: string | undefined;
  readonly children: ReactNode;
}

/** Choices that belong together. */
export function Choices({ legend, shown = false, describedBy, children }: ChoicesProps) {
  return (
    <fieldset className="[&>div+div]:mt-1" aria-describedby={describedBy}>
      <legend className={shown ? undefined : "sr-only"}>{legend}</legend>
      {children}
    </fieldset>
  );
}

interface ChoiceProps {
  readonly type: "radio" | "checkbox";
  readonly id?: string | undefined;
  readonly name: string;
  readonly value: string;
  readonly checked: boolean;
  readonly text: string;
  /** What there is to think of, shown once it is chosen. */
  readonly warning?: string | null;
}

const checkLabel = "inline-flex min-h-8 cursor-pointer items-start gap-2 py-1.5";

/** One radio button or box with its label. */
export function Choice({ type, id, name, value, checked, text, warning = null }: ChoiceProps) {
  return (
    <div className="choice">
      <label className={checkLabel}>
        <input
          className={type === "checkbox" ? "box" : "size-5 flex-none accent-accent"}
          type={type}
          id={id}
          name={name}
          value={value}
          defaultChecked={checked}
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
