import type { getFormatter } from "next-intl/server";

/** A range of shares as people read it, like 53–100%: rounded outwards to whole per cent, so that it stays true. */
export function percentRange(
  range: { readonly low: number; readonly high: number } | null,
  format: Pick<Awaited<ReturnType<typeof getFormatter>>, "number">,
): string {
  if (range === null) return "–";
  const [low, high] = [Math.floor(range.low * 100), Math.ceil(range.high * 100)];
  const highest = format.number(high / 100, { style: "percent" });
  return low === high ? highest : `${format.number(low)}–${highest}`;
}
