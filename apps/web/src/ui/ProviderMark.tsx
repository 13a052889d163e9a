interface ProviderMarkProps {
  readonly letters: string;
  readonly picture: string | null;
}

const over = "absolute inset-0 size-full bg-paper object-contain p-1";

/** A provider's picture beside its name, over letters that remain if it does not load. */
export function ProviderMark({ letters, picture }: ProviderMarkProps) {
  return (
    <span
      className="relative grid size-11 place-items-center overflow-hidden rounded-6 border border-border bg-fill text-14/6 font-medium tracking-[0.02em] text-muted"
      aria-hidden="true"
    >
      {letters}
      {/* oxlint-disable-next-line next/no-img-element -- The optimizer is off, and the picture is small already. */}
      {picture && <img className={over} src={picture} alt="" width={44} height={44} />}
    </span>
  );
}
