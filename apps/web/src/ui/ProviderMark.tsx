interface ProviderMarkProps {
  readonly letters: string;
  readonly picture: string | null;
}

/** Beside a provider's name, which says the same: its picture, over the letters that stay where it does not load. */
export function ProviderMark({ letters, picture }: ProviderMarkProps) {
  return (
    <span className="door-mark" aria-hidden="true">
      {letters}
      {/* oxlint-disable-next-line next/no-img-element -- The optimizer is off, and the picture is small already. */}
      {picture && <img src={picture} alt="" width={44} height={44} />}
    </span>
  );
}
