import { scaleLinear, scaleTime } from "d3-scale";
import { area, line } from "d3-shape";

export interface SharePoint {
  readonly at: Date;
  /** Between which two numbers it is, 0 to 1; null if it is not shown. */
  readonly share: { readonly low: number; readonly high: number } | null;
}

export interface ShareLine {
  /** Paths of SVG, with a gap for a hidden share: the middle of each range, and the whole of it. */
  readonly line: string;
  readonly area: string;
  readonly dots: readonly { readonly x: number; readonly y: number }[];
  readonly ticks: readonly { readonly x: number; readonly at: Date }[];
  /** The lines at 0, one half and 1. */
  readonly levels: readonly { readonly y: number; readonly share: number }[];
}

export interface Box {
  readonly width: number;
  readonly height: number;
  /** Space for the labels below and beside the lines. */
  readonly below: number;
  readonly beside: number;
}

/** Shares over time as lines within a box. d3 provides scales, ticks in UTC and gaps, without a browser. */
export function shareLine(points: readonly SharePoint[], { width, height, below, beside }: Box): ShareLine {
  const times = points.map(({ at }) => at);
  const [first, last] = [times[0] ?? new Date(0), times.at(-1) ?? new Date(0)];
  const x = scaleTime([first, last], [beside, width - 8]);
  const y = scaleLinear([0, 1], [height - below, 8]);
  const at = (point: SharePoint) => round(x(point.at));
  const level = ({ share }: SharePoint) => round(y(share === null ? 0 : (share.low + share.high) / 2));
  const edge = (which: "low" | "high") => (point: SharePoint) => round(y(point.share?.[which] ?? 0));
  const isShown = ({ share }: SharePoint) => share !== null;
  const drawn = line<SharePoint>(at, level).defined(isShown).digits(1);
  const filled = area<SharePoint>(at, edge("low"), edge("high")).defined(isShown).digits(1);
  const every = Math.max(1, Math.ceil(points.length / 4));
  return {
    line: drawn(points) ?? "",
    area: filled(points) ?? "",
    dots: points.filter(isShown).map((point) => ({ x: at(point), y: level(point) })),
    ticks: points.filter((_, index) => index % every === 0).map((point) => ({ x: at(point), at: point.at })),
    levels: [0, 0.5, 1].map((share) => ({ y: round(y(share)), share })),
  };
}

const round = (number: number): number => Math.round(number * 10) / 10;
