export interface FlowBand {
  /** Its upper edge at the start and at the end, and its height, in the units of the drawing. */
  readonly from: number;
  readonly to: number;
  readonly height: number;
  /** Its outline as an SVG path. */
  readonly band: string;
}

const total = 160;
const gap = 28;

/** Bands that split from one source, in proportion to their shares, and together as high as the source. */
export function splitBands(shares: readonly number[]): FlowBand[] {
  const sum = shares.reduce((all, share) => all + share, 0) || 1;
  let [from, to] = [gap / 2, 2];
  return shares.map((part) => {
    const share = part / sum;
    const made = band(from, to, total * share);
    from += total * share;
    to += Math.max(total * share, 8) + gap;
    return made;
  });
}

function band(from: number, to: number, height: number): FlowBand {
  const [a, b, h] = [from, to, height].map((value) => Math.round(value * 10) / 10) as [number, number, number];
  return {
    from: a,
    to: b,
    height: h,
    band: `M10 ${a}C205 ${a} 205 ${b} 400 ${b}v${h}C205 ${b + h} 205 ${a + h} 10 ${a + h}Z`,
  };
}
