import type { LetterMarkFacts } from "@/platform/pictures/letter-mark";

interface LetterMarkProps {
  readonly mark: LetterMarkFacts;
  /** Smaller in a line of text, a list or a head. */
  readonly small?: boolean;
}

const shape =
  "relative grid flex-none place-items-center overflow-hidden rounded-6 border border-border bg-fill font-medium text-muted";
const over = "absolute inset-0 size-full bg-paper object-contain";

/** A picture beside a name, over letters that remain if it does not load. */
export function LetterMark({ mark: { letters, picture }, small = false }: LetterMarkProps) {
  const pixels = small ? 32 : 44;
  return (
    <span className={`${shape} ${small ? "size-8 text-12" : "size-11 text-14/6 tracking-[0.02em]"}`} aria-hidden="true">
      {letters}
      {picture && (
        // oxlint-disable-next-line next/no-img-element -- The optimizer is off, and the picture is small already.
        <img className={`${over} ${small ? "p-0.5" : "p-1"}`} src={picture} alt="" width={pixels} height={pixels} />
      )}
    </span>
  );
}
