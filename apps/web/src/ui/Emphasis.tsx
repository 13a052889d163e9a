interface EmphasisProps {
  readonly text: string;
  /** The words to emphasise, at their first occurrence. */
  readonly on: string;
}

/** Emphasises words of a sentence without changing it, because a receipt stores the sentence. */
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
