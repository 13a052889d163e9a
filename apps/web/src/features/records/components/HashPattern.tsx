/** Draws a SHA-256: 64 columns of four bits, top bit first. The hash itself is below it as text. */
export function HashPattern({ hash }: { readonly hash: string }) {
  const squares = [...hash].flatMap((digit, column) =>
    [8, 4, 2, 1].flatMap((bit, row) =>
      (Number.parseInt(digit, 16) & bit) === 0 ? [] : [`M${column * 8} ${row * 8}h5v5h-5z`],
    ),
  );
  return (
    <svg className="h-auto w-full fill-text" viewBox="0 0 509 29" aria-hidden="true">
      <path d={squares.join("")} />
    </svg>
  );
}
