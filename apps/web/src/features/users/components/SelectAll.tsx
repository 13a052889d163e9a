"use client";

interface SelectAllProps {
  /** Of the boxes in the same form. */
  readonly name: string;
  readonly label: string;
}

/** A box that ticks and unticks all others. It needs a script, and is not seen without. */
export function SelectAll({ name, label }: SelectAllProps) {
  return (
    <input
      className="box noscript:hidden"
      type="checkbox"
      aria-label={label}
      // Back may bring a form as it was left; this box says nothing of the others then.
      autoComplete="off"
      onChange={({ currentTarget: { form, checked } }) => {
        const boxes = form?.querySelectorAll<HTMLInputElement>(`input[type=checkbox][name="${name}"]`) ?? [];
        for (const box of boxes) box.checked = checked;
      }}
    />
  );
}
