import type { ReactNode } from "react";

interface AgreedChoiceProps {
  /** The name of the form's field. */
  readonly name: string;
  readonly legend: string;
  readonly choices: readonly { readonly value: string; readonly title: string; readonly text: ReactNode }[];
  /** The earlier choice, if the form comes back. */
  readonly chosen?: string | undefined;
}

/** What happens to the consent that people gave. No option is preselected: ending it cannot be undone. */
export function AgreedChoice({ name, legend, choices, chosen }: AgreedChoiceProps) {
  return (
    <fieldset className="mb-4 grid gap-3">
      <legend className="mb-2 font-medium">{legend}</legend>
      {choices.map(({ value, title, text }) => (
        <label key={value} className="flex min-h-8 cursor-pointer items-start gap-2">
          <input
            className="mt-0.5 size-4 accent-accent"
            type="radio"
            name={name}
            value={value}
            required
            defaultChecked={chosen === value}
          />
          <span>
            {title}
            <small className="block text-muted">{text}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
