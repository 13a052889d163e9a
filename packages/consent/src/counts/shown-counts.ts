/** A smaller number of people could identify a person, so it is not shown. */
const fewest = 10;

/**
 * A number of people, rounded down to tens: an exact number would show, when it changes, that one person has just
 * decided. "few" hides numbers below ten, zero too, because zero reveals that no person did.
 *
 * Every number about decisions that is shown comes from `roundCount`. So the difference of two of them, for any
 * periods, is exact to within nine only, and reveals no smaller group.
 */
export type RoundedCountValue = number | "few";

export function roundCount(count: number): RoundedCountValue {
  return count < fewest ? "few" : count - (count % fewest);
}

/** Where each bar or dot of a chart begins and ends: midnights in UTC, the end excluded. */
export interface Bucket {
  readonly since: Date;
  readonly before: Date;
}

export const periods = [7, 30, 90, 365] as const;
/** In days, approximately: the longer ones consist of whole weeks. */
export type Period = (typeof periods)[number];

const day = 24 * 60 * 60_000;

/** How long after midnight a transaction that began before it may still run. */
const settling = 60 * 60_000;

/**
 * A period in buckets, oldest first: complete days, or complete weeks from Monday. Today is not in it, so that looking
 * twice does not show what happened in between, and weeks do not shift from day to day.
 */
export function bucketsOf(period: Period, now: Date): Bucket[] {
  const today = Math.floor((now.getTime() - settling) / day) * day;
  const weekly = period >= 90;
  const step = weekly ? 7 * day : day;
  // 1 January 1970 was a Thursday.
  const end = weekly ? Math.floor((today / day + 3) / 7) * 7 * day - 3 * day : today;
  const count = Math.ceil((period * day) / step) - (period === 365 ? 1 : 0);
  return Array.from({ length: count }, (_, index) => {
    const since = end - (count - index) * step;
    return { since: new Date(since), before: new Date(since + step) };
  });
}

/** The decisions of one bucket: people who agreed, and people who refused. */
export interface DecisionCounts {
  readonly agreed: number;
  readonly refused: number;
}

/**
 * Between which two numbers, 0 to 1, a share must be if only the rounded numbers are known. A share of two rounded numbers
 * would be wrong: of 16 people 10 agreed, and 10+ of 10+ is not all of them.
 */
export interface ShareRange {
  readonly low: number;
  readonly high: number;
}

/** The middle of a range, to draw it. */
export const middleOf = (range: ShareRange | null): number | null => range && (range.low + range.high) / 2;

/** What a rounded number can stand for. */
const boundsOf = (count: RoundedCountValue): readonly [least: number, most: number] =>
  count === "few" ? [0, fewest - 1] : [count, count + fewest - 1];

/** The share of one part among all; null if its own number is hidden. */
function shareOf(part: RoundedCountValue, others: readonly RoundedCountValue[]): ShareRange | null {
  if (part === "few") return null;
  const [least, most] = boundsOf(part);
  const sum = (which: 0 | 1) => others.reduce<number>((total, other) => total + boundsOf(other)[which], 0);
  return { low: least / (least + sum(1)), high: most / (most + sum(0)) };
}

export interface Agreement {
  readonly asked: RoundedCountValue;
  readonly agreed: RoundedCountValue;
  readonly refused: RoundedCountValue;
  /** The share of people who agreed among those who were asked; null if their number is hidden. */
  readonly share: ShareRange | null;
}

export function agreementOf({ agreed, refused }: DecisionCounts): Agreement {
  const shown = { asked: roundCount(agreed + refused), agreed: roundCount(agreed), refused: roundCount(refused) };
  return { ...shown, share: shareOf(shown.agreed, [shown.refused]) };
}

export interface Funnel {
  readonly shown: RoundedCountValue;
  readonly accepted: RoundedCountValue;
  readonly declined: RoundedCountValue;
  /** People who left without choosing. Null if screens were not counted from the beginning of the period. */
  readonly left: RoundedCountValue | null;
  /** Null if screens were not counted from the beginning. */
  readonly shares: Readonly<Record<"accepted" | "declined" | "left", ShareRange | null>>;
}

interface FunnelCounts {
  /** Null if screens were not counted from the beginning of the period. */
  readonly shown: number | null;
  readonly accepted: number;
  readonly declined: number;
}

/** A person who was shown the screen and neither agreed nor declined has left, or is still deciding. */
export function funnelOf({ shown, accepted, declined }: FunnelCounts): Funnel {
  const decided = accepted + declined;
  const left = shown === null ? null : Math.max(0, shown - decided);
  // A screen of the day before may be answered today. There are never fewer screens than answers.
  const seen = roundCount(Math.max(shown ?? 0, decided));
  const parts = { accepted: roundCount(accepted), declined: roundCount(declined) };
  const shownLeft = left === null ? null : roundCount(left);
  const away = shownLeft === null ? [] : [shownLeft];
  return {
    ...{ shown: seen, ...parts, left: shownLeft },
    shares: {
      accepted: shareOf(parts.accepted, [parts.declined, ...away]),
      declined: shareOf(parts.declined, [parts.accepted, ...away]),
      left: shownLeft === null ? null : shareOf(shownLeft, [parts.accepted, parts.declined]),
    },
  };
}
