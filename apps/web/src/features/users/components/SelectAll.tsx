"use client";

interface SelectAllProps {
  /** The name of the boxes in the same form. */
  readonly name: string;
  readonly label: string;
}

/** A box that ticks or unticks all others. It is shown only with JavaScript. */
export function SelectAll({ name, label }: SelectAllProps) {
  return (
    <input
      className="box noscript:hidden"
      type="checkbox"
      aria-label={label}
      // After Back the browser may restore the form; this box must match the others.
      autoComplete="off"
      onChange={({ currentTarget: { form, checked } }) => {
        const boxes = form?.querySelectorAll<HTMLInputElement>(`input[type=checkbox][name="${name}"]`) ?? [];
        for (const box of boxes) box.checked = checked;
      }}
    />
  );
}
