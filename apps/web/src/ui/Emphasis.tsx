interface EmphasisProps {
  readonly text: string;
  /** The words to make stronger, where they first stand. */
  readonly on: string;
}

/** A sentence with some of its words stronger. The sentence itself stays as it is, because a receipt keeps it. */
export function Emphasis({ text, on }: EmphasisProps) {
  const at = on === "" ? -1 : text.indexOf(on);
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <strong>{on}</strong>
      {text.slice(at + on.length)}
    </>
  );
}
