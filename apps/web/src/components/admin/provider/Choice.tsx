import type { ReactNode } from "react";

/** Choices that belong together. The title above them says it to the eye. */
export function Choices({ legend, children }: { readonly legend: string; readonly children: ReactNode }) {
  return (
    <fieldset className="choices">
      <legend className="vh">{legend}</legend>
      {children}
    </fieldset>
  );
}

interface ChoiceProps {
  readonly type: "radio" | "checkbox";
  readonly name: string;
  readonly value: string;
  readonly checked: boolean;
  readonly text: string;
  /** What there is to think of, shown once it is chosen. */
  readonly warning?: string | null;
}

/** One radio button or box with its label. */
export function Choice({ type, name, value, checked, text, warning = null }: ChoiceProps) {
  return (
    <div className="choice">
      <label className="check">
        <input
          className={type === "checkbox" ? "box" : "dot"}
          type={type}
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
