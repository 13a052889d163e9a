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

export interface Agreement {
  readonly asked: RoundedCountValue;
  readonly agreed: RoundedCountValue;
  readonly refused: RoundedCountValue;
  /**
   * The share of people who agreed among those who were asked, 0 to 1, from the rounded numbers; null if one of them is
   * hidden.
   */
  readonly share: number | null;
}

export function agreementOf({ agreed, refused }: DecisionCounts): Agreement {
  const shown = { asked: roundCount(agreed + refused), agreed: roundCount(agreed), refused: roundCount(refused) };
  const share = shown.asked === "few" || shown.agreed === "few" ? null : shown.agreed / shown.asked;
  return { ...shown, share };
}

export interface Funnel {
  readonly shown: RoundedCountValue;
  readonly accepted: RoundedCountValue;
  readonly declined: RoundedCountValue;
  /** People who left without choosing. Null if screens were not counted from the beginning of the period. */
  readonly left: RoundedCountValue | null;
  /** Null if screens were not counted from the beginning. */
  readonly shares: Readonly<Record<"accepted" | "declined" | "left", number | null>>;
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
  const share = (part: RoundedCountValue | null) => (seen === "few" || typeof part !== "number" ? null : part / seen);
  return {
    ...{ shown: seen, ...parts, left: shownLeft },
    shares: { accepted: share(parts.accepted), declined: share(parts.declined), left: share(shownLeft) },
  };
}
