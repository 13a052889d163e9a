export interface Band {
  /** Upper edge where it leaves, upper edge where it arrives, and its height, in the units of the drawing. */
  readonly from: number;
  readonly to: number;
  readonly height: number;
  /** Its outline as an SVG path. */
  readonly band: string;
}

const total = 160;
const gap = 36;

/** Two bands that part: as high together as where they come from, and each as high as its share. */
export function flow(accepted: number, declined: number): { readonly yes: Band; readonly no: Band } {
  const share = accepted / (accepted + declined);
  const [up, down] = [total * share, total * (1 - share)];
  const top = gap / 2;
  return { yes: band(top, 2, up), no: band(top + up, 2 + up + gap, down) };
}

function band(from: number, to: number, height: number): Band {
  const [a, b, h] = [from, to, height].map((value) => Math.round(value * 10) / 10) as [number, number, number];
  return {
    from: a,
    to: b,
    height: h,
    band: `M10 ${a}C205 ${a} 205 ${b} 400 ${b}v${h}C205 ${b + h} 205 ${a + h} 10 ${a + h}Z`,
  };
}
