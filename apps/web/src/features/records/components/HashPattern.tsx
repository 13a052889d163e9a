const centre = 100;
/** Where the rings of the four bits are, the top bit outside. */
const rings = [88, 78, 68, 58];

/** Draws a SHA-256 as a round seal: 64 spokes of four bits, the top bit outside. The hash itself is beside it as text. */
export function HashPattern({ hash }: { readonly hash: string }) {
  const marks = [...hash].flatMap((digit, spoke) => {
    const angle = (spoke / hash.length) * 2 * Math.PI - Math.PI / 2;
    return rings.flatMap((radius, bit) =>
      (Number.parseInt(digit, 16) & (8 >> bit)) === 0
        ? []
        : [
            `M${at(Math.cos(angle), radius)} ${at(Math.sin(angle), radius)}L${at(Math.cos(angle), radius - 7)} ${at(Math.sin(angle), radius - 7)}`,
          ],
    );
  });
  return (
    <svg className="size-36 shrink-0 fill-none stroke-text" viewBox="0 0 200 200" aria-hidden="true">
      <circle cx={centre} cy={centre} r={97} strokeWidth={3} />
      <circle cx={centre} cy={centre} r={45} strokeWidth={1.5} />
      <path d={marks.join("")} strokeWidth={4} />
      <path d="m81 101 13 13 25-28" strokeWidth={6} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

const at = (direction: number, radius: number): string => (centre + direction * radius).toFixed(1);
